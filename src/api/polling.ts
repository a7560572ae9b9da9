import type { Job } from '../../contract/job.ts';
import { isMoving, isTerminal } from '../../contract/state.ts';

/** Milliseconds between two reads. The proxy shares one upstream read among everybody for 2 s, so `fast` is cheap. */
export const pollIntervals = { fast: 3_000, stuck: 10_000, odd: 15_000, news: 30_000 } as const;

const HOUR = 3_600_000;

type Watched = Pick<Job, 'state' | 'updatedAt' | 'createdAt'>;

/** A moving job that nothing has been heard of for an hour; asking it every three seconds helps nobody. */
function isStuck(job: Watched, now: number): boolean {
  const heard = Date.parse(job.updatedAt ?? job.createdAt ?? '');
  return now - heard > HOUR;
}

/**
 * How long to wait before reading these jobs again, in milliseconds: fast while one of them moves, slowly for frozen and
 * unknown states (metastudio-api section 4), and now and then for news when all have ended.
 */
export function pollEvery(jobs: readonly Watched[], now: number): number {
  const moving = jobs.filter((job) => isMoving(job.state));
  if (moving.some((job) => !isStuck(job, now))) return pollIntervals.fast;
  if (moving.length > 0) return pollIntervals.stuck;
  if (jobs.some((job) => !isTerminal(job.state))) return pollIntervals.odd;
  return pollIntervals.news;
}

/** The same for one job by itself: false once it has ended, since nothing more will come. */
export function pollJobEvery(job: Watched | undefined, now: number): number | false {
  if (job === undefined) return pollIntervals.news;
  return isTerminal(job.state) ? false : pollEvery([job], now);
}
