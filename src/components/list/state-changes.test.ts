import { describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { finished, waiting } from '../../testing/fixtures.ts';
import { addChanges, type StateChanges } from './state-changes.ts';

const a: Job = { ...waiting, id: 'a' };
const b: Job = { ...finished, id: 'b' };
const none: StateChanges = { latest: [], counts: new Map() };

describe('state changes', () => {
  it('are those of the last reading, and counted per row', () => {
    const first = addChanges(none, [a, b], [{ ...a, state: 'PROCESSING' }, b]);
    expect(first.latest).toEqual([{ id: 'a', to: 'PROCESSING' }]);
    const second = addChanges(
      first,
      [{ ...a, state: 'PROCESSING' }, b],
      [{ ...a, state: 'SUCCEED' }, b],
    );
    expect(second.latest).toEqual([{ id: 'a', to: 'SUCCEED' }]);
    expect(second.counts.get('a')).toBe(2);
    expect(second.counts.has('b')).toBe(false);
  });

  it('say of a job that it has become late, once and only where its state stays', () => {
    const late = { ...a, late: true };
    const first = addChanges(none, [a, b], [late, b]);
    expect(first.latest).toEqual([{ id: 'a', to: 'LATE' }]);
    expect(addChanges(first, [late], [late])).toBe(first);
    expect(addChanges(first, [late], [a])).toBe(first);
    const started = addChanges(first, [late], [{ ...late, state: 'PROCESSING' }]);
    expect(started.latest).toEqual([{ id: 'a', to: 'PROCESSING' }]);
  });

  it('do not include other changes of a job, new rows or rows that went', () => {
    expect(addChanges(none, [a], [{ ...a, name: 'renamed' }])).toBe(none);
    expect(addChanges(none, [a], [a, b])).toBe(none);
    expect(addChanges(none, [a, b], [a])).toBe(none);
  });

  it('stay while nothing new happens', () => {
    const first = addChanges(none, [a], [{ ...a, state: 'CANCELED' }]);
    expect(addChanges(first, [b], [b])).toBe(first);
  });
});
