import type { Job, JobList } from '../../contract/job.ts';
import { isMoving, isTerminal } from '../../contract/state.ts';

/** Milliseconds between two reads. The page polls while it has no stream. */
export const pollIntervals = { fast: 3_000, stuck: 10_000, odd: 15_000, news: 30_000 } as const;

const hour = 3_600_000;

type PolledJob = Pick<Job, 'state' | 'updatedAt' | 'createdAt'>;

/** A moving job without any change for an hour: reading it every three seconds has no use. */
function isStuck(job: PolledJob, now: number): boolean {
  const lastChange = Date.parse(job.updatedAt ?? job.createdAt ?? '');
  return now - lastChange > hour;
}

/**
 * Milliseconds until these jobs should be read again: fast while one of them moves, slowly for frozen and unknown states
 * (docs/metastudio.md#states), and rarely, to find new jobs, when all have ended.
 */
export function pollEvery(jobs: readonly PolledJob[], now: number): number {
  const moving = jobs.filter((job) => isMoving(job.state));
  if (moving.some((job) => !isStuck(job, now))) return pollIntervals.fast;
  if (moving.length > 0) return pollIntervals.stuck;
  if (jobs.some((job) => !isTerminal(job.state))) return pollIntervals.odd;
  return pollIntervals.news;
}

/** The same for a page of the list. Each question that MetaStudio answers itself costs calls of its small limit. */
export function pollListEvery(list: JobList | undefined, now: number): number {
  const interval = pollEvery(list?.jobs ?? [], now);
  return list?.source === 'metastudio' ? Math.max(interval, pollIntervals.odd) : interval;
}

/** The same for one job alone: false once it has ended, since nothing will change. */
export function pollJobEvery(job: PolledJob | undefined, now: number): number | false {
  if (job === undefined) return pollIntervals.news;
  return isTerminal(job.state) ? false : pollEvery([job], now);
}
