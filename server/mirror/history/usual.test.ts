import { describe, expect, it } from 'vitest';
import type { Job, Usual } from '../../../contract/job.ts';
import { Facts } from '../facts.ts';
import {
  day,
  historyAfter,
  jobOf,
  listOf,
  minute,
  now,
  processing,
  randomOf,
  waiting,
} from './sample-jobs.ts';
import { isLate, phaseSeconds, usualOf } from './usual.ts';

const isJobLate = (usual: Usual | null, job: Job, at: number) => isLate(usual, new Facts(job), at);
const seconds = (job: Job, at: number) => phaseSeconds(new Facts(job), at);

const ago = (ms: number) => new Date(now - ms).toISOString();

/** What is usual for a job after these others. */
function usualAfter(jobs: Job[], job: Job) {
  return usualOf(historyAfter(jobs), new Facts(job), now);
}

/** Jobs of another hour of the day that waited 1, 2, 3, … minutes. */
const waits = (count: number) =>
  listOf(count, (n) => jobOf({ ago: 5.5 * day, waitSeconds: n * 60 }));

describe('usualOf', () => {
  it('is null with 29 samples and known with 30', () => {
    expect(usualAfter(waits(29), waiting(60))).toBeNull();
    expect(usualAfter(waits(30), waiting(60))).toEqual({ median: 900, p95: 1740, samples: 30 });
  });

  it('compares a wait with those of its hour once that has 30 samples', () => {
    const sameHour = (count: number) =>
      listOf(count, () => jobOf({ ago: 2 * day, waitSeconds: 5 }));
    expect(usualAfter([...waits(71), ...sameHour(29)], waiting(60))?.samples).toBe(100);
    expect(usualAfter([...waits(71), ...sameHour(30)], waiting(60))).toEqual({
      median: 5,
      p95: 5,
      samples: 30,
    });
  });

  it('compares with all hours when those of its own do not tell about 95 of 100', () => {
    const sameHour = listOf(40, () => jobOf({ ago: 2 * day, waitSeconds: 5 }));
    const stuck = listOf(4, () => waiting(20 * 60));
    const usual = usualAfter([...waits(60), ...sameHour, ...stuck], waiting(60));
    expect(usual?.samples).toBe(100);
  });

  it('compares a job whose time of creation is unknown or in the future with all hours', () => {
    const sameHour = listOf(30, () => jobOf({ ago: 2 * day, waitSeconds: 5 }));
    for (const createdAt of [null, ago(-minute)]) {
      expect(usualAfter([...waits(70), ...sameHour], waiting(0, { createdAt }))?.samples).toBe(100);
    }
  });

  it('multiplies what is usual for a minute of video by the length of the job', () => {
    const jobs = listOf(100, (n) => jobOf({ runSeconds: n }, { durationSeconds: 30 }));
    expect(usualAfter(jobs, processing(60, { durationSeconds: 90 }))).toEqual({
      median: 150,
      p95: 285,
      samples: 100,
    });
  });

  it.each([null, 0])(
    'compares a job of length %s with the production of all',
    (durationSeconds) => {
      const jobs = listOf(100, (n) => jobOf({ runSeconds: n }, { durationSeconds: 30 }));
      expect(usualAfter(jobs, processing(60, { durationSeconds }))).toEqual({
        median: 50,
        p95: 95,
        samples: 100,
      });
    },
  );

  it('compares with the production of all when too few lengths are known', () => {
    const jobs = listOf(40, (n) =>
      jobOf({ runSeconds: 7 }, { durationSeconds: n > 29 ? null : 30 }),
    );
    expect(usualAfter(jobs, processing(60, { durationSeconds: 90 }))?.samples).toBe(40);
  });

  it('is in whole seconds', () => {
    const jobs = listOf(30, () => jobOf({ waitSeconds: 10.6, runSeconds: 20.4 }));
    expect(usualAfter(jobs, waiting(1))).toEqual({ median: 11, p95: 11, samples: 30 });
    expect(usualAfter(jobs, processing(1))).toEqual({ median: 20, p95: 20, samples: 30 });
  });

  it('compares with jobs of the same type only', () => {
    expect(usualAfter(waits(100), waiting(60, { type: 'photo' }))).toBeNull();
    expect(usualAfter(waits(100), waiting(60, { type: null }))).toBeNull();
  });

  it.each(['SUCCEED', 'FAILED', 'CANCELED', 'BLOCK', 'UNKNOWN'] as const)(
    'is null for a job in the state %s',
    (state) => {
      expect(usualAfter(waits(100), jobOf({}, { state }))).toBeNull();
    },
  );

  it.each(listOf(10, (seed) => seed))('never falls when a wait was longer (seed %i)', (seed) => {
    const random = randomOf(seed);
    const seconds = listOf(60, () => random() * 3000);
    const usual = (waited: number[]) =>
      usualAfter(
        waited.map((waitSeconds) => jobOf({ ago: 2 * day, waitSeconds })),
        waiting(1),
      );
    const changed = Math.floor(random() * 60);
    const longer = seconds.map((value, i) => (i === changed ? value + random() * 3000 : value));
    const [first, second] = [usual(seconds), usual(longer)];
    expect(second?.median).toBeGreaterThanOrEqual(first?.median ?? Number.NaN);
    expect(second?.p95).toBeGreaterThanOrEqual(first?.p95 ?? Number.NaN);
  });
});

describe('isLate', () => {
  const usual = { median: 300, p95: 1080, samples: 100 };

  it.each([
    ['waiting', waiting],
    ['in production', processing],
  ])('begins one second after the 95th percentile for a job that is %s', (_, inPhase) => {
    expect(isJobLate(usual, inPhase(1080), now)).toBe(false);
    expect(isJobLate(usual, inPhase(1081), now)).toBe(true);
  });

  it('tells of a jam: jobs that hang are late however many they are', () => {
    const jam = listOf(60, () => waiting(3 * 3600));
    const usual = usualAfter([...waits(100), ...jam], waiting(60));
    expect(usual?.p95).toBe(95 * 60);
    expect(jam.filter((job) => isJobLate(usual, job, now))).toHaveLength(60);
    expect(isJobLate(usual, waiting(95 * 60), now)).toBe(false);
  });

  it('stays true as time passes', () => {
    const job = waiting(0);
    const late = listOf(40, (n) => isJobLate(usual, job, now + n * minute));
    expect(late.indexOf(true)).toBe(18);
    expect(late.slice(18)).not.toContain(false);
  });

  it('is false without enough history', () => {
    expect(isJobLate(null, waiting(1_000_000), now)).toBe(false);
  });

  it.each([
    ['no creation', waiting(5000, { createdAt: null })],
    ['a creation in the future', waiting(-5000)],
    ['a start though it waits', waiting(5000, { startedAt: ago(day) })],
    ['an end though it waits', waiting(5000, { endedAt: ago(minute) })],
    ['no start', processing(5000, { startedAt: null })],
    ['a start in the future', processing(-5000, { createdAt: ago(day) })],
    ['a start before its creation', processing(5000, { createdAt: ago(minute) })],
    ['an end though it runs', processing(5000, { endedAt: ago(minute) })],
    ['a start that is no time', processing(5000, { startedAt: 'soon' })],
  ])('is false for a job with %s', (_, job) => {
    expect(isJobLate(usual, job, now)).toBe(false);
  });

  it('calls about 5 of 100 similar jobs late when they leave the queue', () => {
    const random = randomOf(5);
    const seconds = listOf(4000, () => -300 * Math.log(1 - random()));
    const [past, present] = [seconds.slice(0, 2000), seconds.slice(2000)];
    const history = historyAfter(past.map((waitSeconds) => jobOf({ ago: 2 * day, waitSeconds })));
    const late = present
      .map((waited) => waiting(waited))
      .filter((job) => isJobLate(usualOf(history, new Facts(job), now), job, now));
    expect(late.length / present.length).toBeGreaterThan(0.04);
    expect(late.length / present.length).toBeLessThan(0.06);
  });
});

describe('phaseSeconds', () => {
  it('is the time since creation of a waiting job and since the start of a running one', () => {
    expect(seconds(waiting(90.4), now)).toBe(90);
    expect(seconds(processing(30.6), now)).toBe(31);
    expect(seconds(waiting(0), now)).toBe(0);
  });

  it('does not need the creation of a running job', () => {
    expect(seconds(processing(30, { createdAt: null }), now)).toBe(30);
  });

  it.each(['SUCCEED', 'FAILED', 'CANCELED', 'BLOCK', 'UNKNOWN'] as const)(
    'is null in the state %s',
    (state) => {
      expect(seconds(waiting(90, { state }), now)).toBeNull();
    },
  );
});
