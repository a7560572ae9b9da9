import { describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { NewestJobs } from './newest.ts';
import { day, jobOf, listOf, minute, now, randomOf } from './sample-jobs.ts';

function newestOf(jobs: readonly Job[], count: number): string[] {
  const newest = new NewestJobs(count, now - 30 * day, now);
  for (const job of jobs) newest.add(job);
  return newest
    .jobs()
    .map((job) => job.id)
    .toSorted();
}

function created(ago: number, id: string): Job {
  return jobOf({ ago }, { id });
}

describe('NewestJobs', () => {
  const jobs = listOf(100, (n) => created(n * minute, `job ${n}`));
  const random = randomOf(3);
  const shuffled = jobs
    .map((job) => ({ job, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ job }) => job);

  it.each([
    ['newest first', jobs],
    ['oldest first', jobs.toReversed()],
    ['in any order', shuffled],
  ])('keeps the same jobs when they come %s', (_, given) => {
    const kept = listOf(7, (n) => `job ${n}`);
    expect(newestOf(given, 7)).toEqual(kept);
    expect(newestOf(given, 100)).toHaveLength(100);
    expect(newestOf(given.slice(0, 12), 20)).toHaveLength(12);
  });

  it('keeps as many as there is room for of those created at the same moment', () => {
    const same = listOf(50, (n) => created(10 * minute, `same ${n}`));
    const given = [...same, created(minute, 'newer'), created(20 * minute, 'older')];
    expect(newestOf(given, 10)).toHaveLength(10);
    expect(newestOf(given, 10)).toContain('newer');
    expect(newestOf(given, 10)).not.toContain('older');
  });

  it('drops jobs outside of the range and those without a time of creation', () => {
    const odd = ['', 'soon', '2026-13-45T00:00:00Z'].map((createdAt) =>
      jobOf({}, { createdAt, id: createdAt }),
    );
    const given = [
      created(0, 'now'),
      created(-1, 'future'),
      created(30 * day, 'oldest'),
      created(30 * day + 1, 'too old'),
      jobOf({}, { createdAt: null, id: 'unknown' }),
      ...odd,
    ];
    expect(newestOf(given, 10)).toEqual(['now', 'oldest']);
  });
});
