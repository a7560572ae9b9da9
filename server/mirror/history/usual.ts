import type { Usual } from '../../../contract/job.ts';
import type { Facts } from '../facts.ts';
import { type History, hourOf, minutesOf } from './history.ts';
import { productionOf, timesOf, waitOf } from './phases.ts';

/**
 * How long the phase that the job is in usually takes, in whole seconds; null in other states and when the history does not
 * say. A wait is compared with those of the same hour of the day where there are enough, and production for each minute of
 * video where the length is known.
 *
 * @param now in ms since 1970
 */
export function usualOf(history: History, job: Facts, now: number): Usual | null {
  const known = history[job.type ?? 'unknown'];
  if (job.state === 'WAITING') {
    const { created } = job;
    const sameHour = created === null || created > now ? null : known.waitByHour[hourOf(created)];
    return rounded(sameHour ?? known.wait, 1);
  }
  if (job.state !== 'PROCESSING') return null;
  const minutes = minutesOf(job);
  return minutes !== null && known.productionPerMinute !== null
    ? rounded(known.productionPerMinute, minutes)
    : rounded(known.production, 1);
}

function rounded(usual: Usual | null, factor: number): Usual | null {
  return (
    usual && {
      median: Math.round(usual.median * factor),
      p95: Math.round(usual.p95 * factor),
      samples: usual.samples,
    }
  );
}

/**
 * True when the job has been in its phase for longer than 95 of 100 similar jobs. A job whose times are unknown or out of
 * order is not late: nothing is known of how long it takes.
 *
 * @param usual that of the job, from `usualOf`
 * @param now in ms since 1970
 */
export function isLate(usual: Usual | null, job: Facts, now: number): boolean {
  const seconds = phaseSeconds(job, now);
  return usual !== null && seconds !== null && seconds > usual.p95;
}

/**
 * Whole seconds that the job has been waiting or in production; null in other states, and when its times are unknown,
 * out of order or do not fit the state.
 *
 * @param now in ms since 1970
 */
export function phaseSeconds(job: Facts, now: number): number | null {
  if (job.state !== 'WAITING' && job.state !== 'PROCESSING') return null;
  const spanOf = job.state === 'WAITING' ? waitOf : productionOf;
  const span = spanOf(job, timesOf(job), now);
  return span && Math.round(span.seconds);
}
