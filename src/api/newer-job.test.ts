import { describe, expect, it } from 'vitest';
import type { Job, JobList } from '../../contract/job.ts';
import { jobStates } from '../../contract/state.ts';
import { detail, jobIn, listOf, waiting } from '../testing/fixtures.ts';
import { shareDetail, shareList } from './newer-job.ts';

const stays = ['PROCESSING', 'SUCCEED', 'FAILED', 'CANCELED'];

describe('a job that is read as waiting', () => {
  it.each(jobStates)('is shown as it is known: %s', (state) => {
    const shown = { ...detail, state };
    const read = { ...detail, state: 'WAITING', name: 'read' };
    const expected = stays.includes(state) ? shown : read;
    expect(shareDetail(shown, read)).toEqual(expected);
  });

  it('is shown when it is not known yet', () => {
    const read = { ...detail, state: 'WAITING' };
    expect(shareDetail(undefined, read)).toEqual(read);
  });
});

it('shows a job in every other state that is read', () => {
  const shown = { ...detail, state: 'CANCELED' };
  for (const state of jobStates.filter((one) => one !== 'WAITING'))
    expect(shareDetail(shown, { ...detail, state })).toEqual({ ...detail, state });
});

describe('the rows of a list', () => {
  const named = (id: string, job: Job): Job => ({ ...job, id });
  const shown = listOf(named('a', jobIn('CANCELED')), named('b', waiting));
  const read: JobList = {
    ...listOf(named('a', waiting), named('b', jobIn('PROCESSING')), named('c', waiting)),
    version: 'epoch.2',
  };

  it('are each as new as it is known, whatever the others are', () => {
    const list = shareList(shown, read);
    expect(list).toEqual({ ...read, jobs: [shown.jobs[0], read.jobs[1], read.jobs[2]] });
  });

  it('are those that are read where none is older, and where none is shown', () => {
    expect(shareList(undefined, read)).toBe(read);
    const newer = { ...read, jobs: [named('a', jobIn('CANCELED')), named('b', waiting)] };
    expect(shareList(shown, newer)).toEqual(newer);
  });
});
