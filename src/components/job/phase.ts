import { type Job, type LateState, lateStates, type Usual } from '../../../contract/job.ts';
import { spanInWords } from '../../lib/format.ts';

/** The phase that a moving job is in, and since when in ms since 1970. */
export type Phase = { state: LateState; since: number };

/**
 * The phase that a job is in; null when it does not move, and when its times do not fit its state: a job that has an end is
 * not said to be under way (docs/metastudio.md#time-order).
 */
export function phaseOf({ state, createdAt, startedAt, endedAt }: Job): Phase | null {
  const phase = lateStates.find((moving) => moving === state);
  const isOver = endedAt !== null || (phase === 'WAITING' && startedAt !== null);
  const since = phase === 'WAITING' ? createdAt : startedAt;
  return phase === undefined || isOver || since === null
    ? null
    : { state: phase, since: Date.parse(since) };
}

/** What is usual in words. A span below a second is one second: "within 0 sec" says nothing. */
export function usualInWords({ median, p95 }: Usual, language: string) {
  const words = (seconds: number) => spanInWords(Math.max(1, seconds) * 1000, language);
  return { median: words(median), p95: words(p95) };
}
