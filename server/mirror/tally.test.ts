import { describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { allJobs } from '../testing/changing-mirror.ts';
import { sampleJob } from '../testing/sample-job.ts';
import { Facts } from './facts.ts';
import type { JobFilter } from './job-query.ts';
import { noJobs, noLateJobs, Tally } from './tally.ts';

const facts = (job: Partial<Job>) => new Facts(sampleJob(job));
const waiting = facts({ state: 'WAITING' });
const late = facts({ state: 'WAITING', late: true });
const started = facts({ state: 'PROCESSING' });
const lateStarted = facts({ state: 'PROCESSING', late: true });
const unknown = facts({ state: 'UNKNOWN', rawState: 'ARCHIVING' });
const photo = facts({ state: 'FAILED', type: 'photo' });
const all = [waiting, late, started, lateStarted, unknown, photo];

/** The numbers of these jobs, and which of them are listed. */
function tallied(filter: Partial<JobFilter>) {
  const tally = Tally.of({ ...allJobs, ...filter });
  const listed = all.filter((job) => tally.add(job));
  return { tally, listed, ...tally.numbers };
}

describe('the numbers of a question', () => {
  it('are none without jobs', () => {
    const { numbers } = Tally.of(allJobs);
    expect(numbers).toEqual({ total: 0, counts: noJobs(), late: noLateJobs() });
  });

  it('count each state, and late jobs of each, whatever states are listed', () => {
    const counts = { ...noJobs(), WAITING: 2, PROCESSING: 2, UNKNOWN: 1, FAILED: 1 };
    const lateCounts = { WAITING: 1, PROCESSING: 1 };
    for (const filter of [{}, { states: ['WAITING' as const] }, { late: true }]) {
      expect(tallied(filter)).toMatchObject({ counts, late: lateCounts });
    }
  });

  it.each<[Partial<JobFilter>, Facts[]]>([
    [{}, all],
    [{ states: ['WAITING'] }, [waiting, late]],
    [{ states: ['WAITING', 'FAILED'] }, [waiting, late, photo]],
    [{ late: true }, [late, lateStarted]],
    [{ states: ['PROCESSING'], late: true }, [lateStarted]],
    [{ type: 'photo' }, [photo]],
    [{ type: 'photo', states: ['WAITING'] }, []],
  ])('have in total the jobs that are listed: %j', (filter, expected) => {
    const { listed, total } = tallied(filter);
    expect(listed).toEqual(expected);
    expect(total).toBe(expected.length);
  });

  it('leave out what the other filters do', () => {
    expect(tallied({ type: 'photo' })).toMatchObject({
      counts: { ...noJobs(), FAILED: 1 },
      late: noLateJobs(),
    });
  });
});

describe('a change of a job', () => {
  it.each<[string, Facts | null, Facts | null, object, number]>([
    ['that comes', null, waiting, { wasListed: false, isListed: true, counts: true }, 3],
    ['that goes', late, null, { wasListed: true, isListed: false, counts: true }, 1],
    ['that starts', waiting, started, { wasListed: true, isListed: false, counts: true }, 1],
    ['that is late', waiting, late, { wasListed: true, isListed: true, counts: true }, 2],
    ['of its name', waiting, waiting, { wasListed: true, isListed: true, counts: false }, 2],
    ['of another state', started, photo, { wasListed: false, isListed: false, counts: true }, 2],
    ['that was not there', null, null, { wasListed: false, isListed: false, counts: false }, 2],
  ])('%s moves the numbers', (_, before, after, move, total) => {
    const { tally } = tallied({ states: ['WAITING'] });
    expect(tally.move(before, after)).toEqual(move);
    expect(tally.numbers.total).toBe(total);
  });

  it('that the other filters leave out moves nothing', () => {
    const { tally } = tallied({ type: 'photo' });
    const before = tally.numbers;
    expect(tally.move(waiting, started)).toEqual({
      wasListed: false,
      isListed: false,
      counts: false,
    });
    expect(tally.numbers).toEqual(before);
  });

  it('does not reach a copy, nor one of the copy the first', () => {
    const { tally } = tallied({});
    const copy = tally.copy();
    tally.move(null, waiting);
    expect([tally.numbers.total, copy.numbers.total]).toEqual([7, 6]);
    copy.move(photo, null);
    expect([tally.numbers.total, copy.numbers.total]).toEqual([7, 5]);
  });
});
