import { describe, expect, it } from 'vitest';
import type { Job, LateCounts } from '../../../contract/job.ts';
import { allJobs as all } from '../../testing/changing-mirror.ts';
import { fakeClock } from '../../testing/fake-clock.ts';
import type { JobQuery } from '../job-query.ts';
import { LiveView } from '../live-view.ts';
import { Mirror } from '../mirror.ts';
import { Views } from '../views.ts';
import { Lateness } from './lateness.ts';
import { day, jobOf, listOf, minute, now, processing, waiting } from './sample-jobs.ts';

/** Jobs that waited 1 minute and were produced in 1 minute. */
const usualJobs = (count: number, facts: Partial<Job> = {}) =>
  listOf(count, (n) => jobOf({ ago: 2 * day }, { id: `usual ${n}`, ...facts }));

function setUp(...jobs: Job[]) {
  const clock = fakeClock(now);
  const mirror = new Mirror(clock);
  const lateness = new Lateness(mirror);
  const add = (...more: Job[]) => void mirror.apply(more, mirror.beginRead());
  const jobIn = (id: string) => mirror.get(id)?.facts.job;
  add(...jobs);
  lateness.assess(now);
  return { mirror, lateness, views: new Views(mirror, clock), add, jobIn };
}

describe('Lateness', () => {
  it('says of moving jobs what is usual, and which are late', () => {
    const { jobIn } = setUp(
      ...usualJobs(40),
      waiting(30, { id: 'in time' }),
      waiting(7200, { id: 'hangs' }),
      processing(7200, { id: 'takes long' }),
    );
    const usual = { median: 60, p95: 60, samples: 40 };
    expect(jobIn('in time')).toMatchObject({ late: false, usual: { p95: 60 } });
    expect(jobIn('hangs')).toMatchObject({ late: true, usual: { p95: 60 } });
    expect(jobIn('takes long')).toMatchObject({ late: true, usual });
    expect(jobIn('usual 1')).toMatchObject({ late: false, usual: null });
  });

  it('takes up new jobs after a minute', () => {
    const { lateness, add, jobIn } = setUp(...usualJobs(29), waiting(600, { id: 'hangs' }));
    add(jobOf({ ago: 3 * day }, { id: 'one more' }));
    lateness.assess(now + minute - 1);
    expect(jobIn('hangs')?.usual).toBeNull();
    lateness.assess(now + minute);
    expect(jobIn('hangs')).toMatchObject({ late: true, usual: { samples: 30 } });
  });

  it('takes up new jobs at once while many arrive, as in the first reading', () => {
    const { lateness, add, jobIn } = setUp(waiting(600, { id: 'hangs' }));
    expect(jobIn('hangs')?.late).toBe(false);
    add(...usualJobs(30));
    lateness.assess(now + 1);
    expect(jobIn('hangs')).toMatchObject({ late: true, usual: { samples: 30 } });
  });

  it('goes by the newest jobs, in whatever order they were read', () => {
    const old = listOf(3000, (n) =>
      jobOf({ ago: 3 * day + n, waitSeconds: 9999 }, { id: `old ${n}` }),
    );
    const { jobIn } = setUp(...old, waiting(30, { id: 'waits' }), ...usualJobs(2998));
    expect(jobIn('waits')?.usual).toEqual({ median: 60, p95: 60, samples: 2999 });
  });
});

describe('the number of late jobs', () => {
  const jobs = [
    ...usualJobs(40),
    ...usualJobs(40, { type: 'photo' }).map((job) => ({ ...job, id: `photo ${job.id}` })),
    waiting(7200, { id: 'hangs' }),
    waiting(7200, { id: 'hangs too', type: 'photo' }),
    processing(7200, { id: 'takes long' }),
    waiting(30, { id: 'in time' }),
  ];

  it.each<[string, Partial<JobQuery>, LateCounts, number]>([
    ['no filter', {}, { WAITING: 2, PROCESSING: 1 }, 84],
    ['a type', { type: 'photo' }, { WAITING: 1, PROCESSING: 0 }, 41],
    ['another state', { states: ['SUCCEED'] }, { WAITING: 2, PROCESSING: 1 }, 80],
    ['late jobs only', { late: true }, { WAITING: 2, PROCESSING: 1 }, 3],
    ['late waiting jobs', { late: true, states: ['WAITING'] }, { WAITING: 2, PROCESSING: 1 }, 2],
  ])('is counted by state under %s', (_, filter, late, total) => {
    const { selection } = setUp(...jobs).views.page({ ...all, ...filter });
    expect(selection.tally.numbers.late).toEqual(late);
    expect(selection.tally.numbers.total).toBe(total);
  });

  it('follows the changes of a live view', () => {
    const { mirror, lateness, views, add } = setUp(...jobs);
    const late = () => view.numbers.late;
    const view = new LiveView(all, views.page(all), mirror.slots);
    mirror.onChange((changes) => view.update(changes));
    lateness.assess(now + 5 * minute);
    expect(late()).toEqual({ WAITING: 3, PROCESSING: 1 });
    add(processing(7200, { id: 'hangs' }));
    lateness.assess(now + 5 * minute);
    expect(late()).toEqual({ WAITING: 2, PROCESSING: 2 });
    add(jobOf({}, { id: 'takes long' }));
    mirror.remove(['hangs too'], mirror.beginRead());
    expect(late()).toEqual({ WAITING: 1, PROCESSING: 1 });
    expect(views.page(all).selection.tally.numbers.late).toEqual(late());
  });
});
