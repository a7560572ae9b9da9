import { describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { finished, listOf, waiting } from '../../testing/fixtures.ts';
import { holdList, patchJobs, patchList } from './held-list.ts';

const ids = (jobs: readonly Job[]) => jobs.map((job) => job.id);
const a: Job = { ...waiting, id: 'a' };
const b: Job = { ...finished, id: 'b' };
const c: Job = { ...waiting, id: 'c' };

describe('held rows', () => {
  it('keep their order while a refresh patches them', () => {
    const held = patchList(holdList('', listOf(a, b)), listOf(b, { ...a, state: 'PROCESSING' }));
    expect(ids(held.jobs)).toEqual(['a', 'b']);
    expect(held.jobs[0]?.state).toBe('PROCESSING');
  });

  it('do not include new jobs, which are listed apart', () => {
    const held = patchList(holdList('', listOf(a, b)), listOf(c, a, b));
    expect(ids(held.jobs)).toEqual(['a', 'b']);
    expect(ids(held.newJobs)).toEqual(['c']);
  });

  it('lists a row as missing only when its job has not ended', () => {
    const held = patchList(holdList('', listOf(a, b, c)), listOf(c));
    expect(held.missingIds).toEqual(['a']);
  });

  it('are patched by jobs read one by one', () => {
    const held = patchList(holdList('', listOf(a, c)), listOf(c));
    const patched = patchJobs(held, [{ ...a, state: 'CANCELED' }]);
    expect(patched.jobs[0]?.state).toBe('CANCELED');
    expect(patched.changes).toEqual([{ id: 'a', to: 'CANCELED' }]);
  });

  it('are the same list when a job read one by one has not changed', () => {
    const held = holdList('', listOf(a));
    expect(patchJobs(held, [a])).toBe(held);
  });
});

describe('state changes', () => {
  it('are reported for the last reply and counted per row', () => {
    const first = patchList(holdList('', listOf(a, b)), listOf({ ...a, state: 'PROCESSING' }, b));
    expect(first.changes).toEqual([{ id: 'a', to: 'PROCESSING' }]);
    const second = patchList(first, listOf({ ...a, state: 'SUCCEED' }, b));
    expect(second.changes).toEqual([{ id: 'a', to: 'SUCCEED' }]);
    expect(second.changeCounts.get('a')).toBe(2);
    expect(second.changeCounts.has('b')).toBe(false);
  });

  it('do not include a job with other changes', () => {
    const held = patchList(holdList('', listOf(a)), listOf({ ...a, name: 'renamed' }));
    expect(held.changes).toEqual([]);
    expect(held.jobs[0]?.name).toBe('renamed');
  });
});
