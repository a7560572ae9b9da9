import { describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { finished, listOf, waiting } from '../../testing/fixtures.ts';
import { holdList, patchJobs, patchList } from './held-list.ts';

const ids = (jobs: readonly Job[]) => jobs.map((job) => job.id);
const a: Job = { ...waiting, id: 'a' };
const b: Job = { ...finished, id: 'b' };
const c: Job = { ...waiting, id: 'c' };

describe('rows that a person looks at', () => {
  it('stay in their order and place while a refresh patches them', () => {
    const held = patchList(holdList('', listOf(a, b)), listOf(b, { ...a, state: 'PROCESSING' }));
    expect(ids(held.jobs)).toEqual(['a', 'b']);
    expect(held.jobs[0]?.state).toBe('PROCESSING');
  });

  it('keep new jobs outside until they are asked for', () => {
    const held = patchList(holdList('', listOf(a, b)), listOf(c, a, b));
    expect(ids(held.jobs)).toEqual(['a', 'b']);
    expect(ids(held.arrived)).toEqual(['c']);
  });

  it('name those that fell off the page and have not ended, and no others', () => {
    const held = patchList(holdList('', listOf(a, b, c)), listOf(c));
    expect(held.left).toEqual(['a']);
  });

  it('are patched by jobs that were read one by one', () => {
    const held = patchList(holdList('', listOf(a, c)), listOf(c));
    const patched = patchJobs(held, [{ ...a, state: 'CANCELED' }]);
    expect(patched.jobs[0]?.state).toBe('CANCELED');
    expect(patched.changes).toEqual([{ id: 'a', to: 'CANCELED' }]);
  });

  it('are the same list when what was read one by one is what is shown', () => {
    const held = holdList('', listOf(a));
    expect(patchJobs(held, [a])).toBe(held);
  });
});

describe('state changes', () => {
  it('are told once, and counted per row for the highlight', () => {
    const first = patchList(holdList('', listOf(a, b)), listOf({ ...a, state: 'PROCESSING' }, b));
    expect(first.changes).toEqual([{ id: 'a', to: 'PROCESSING' }]);
    const second = patchList(first, listOf({ ...a, state: 'SUCCEED' }, b));
    expect(second.changes).toEqual([{ id: 'a', to: 'SUCCEED' }]);
    expect(second.changed.get('a')).toBe(2);
    expect(second.changed.has('b')).toBe(false);
  });

  it('do not include a job whose other facts changed', () => {
    const held = patchList(holdList('', listOf(a)), listOf({ ...a, name: 'renamed' }));
    expect(held.changes).toEqual([]);
    expect(held.jobs[0]?.name).toBe('renamed');
  });
});
