import type { Facts } from '../facts.ts';

/** Time spent in a phase; `over` is false while the phase lasts, and when it was broken off. */
export type Span = { seconds: number; over: boolean };

/** The times of a job in ms since 1970; null when unknown. */
export type Times = { created: number | null; started: number | null; ended: number | null };

/** The times of a job. A cancelled job that has no end was changed last when it was cancelled. */
export function timesOf({ state, created, started, ended, updated }: Facts): Times {
  return { created, started, ended: ended ?? (state === 'CANCELED' ? updated : null) };
}

/**
 * The time from creation to start; null when it is not certain. Without a start, only a job that waits or was cancelled has
 * waited to its end: any other has started at a time that is not known.
 */
export function waitOf({ state }: Facts, { created, started, ended }: Times, now: number) {
  if (state === 'WAITING') {
    return started === null && ended === null ? span(created, now, false) : null;
  }
  if (started !== null) return span(created, started, true);
  return state === 'CANCELED' ? span(created, ended, false) : null;
}

/**
 * The time from start to end; null when it is not certain. A job that failed or was cancelled would have taken longer. What
 * the end of a frozen job means is unconfirmed (docs/metastudio.md#frozen).
 */
export function productionOf({ state }: Facts, { created, started, ended }: Times, now: number) {
  if (started !== null && created !== null && started < created) return null;
  switch (state) {
    case 'PROCESSING':
      return ended === null ? span(started, now, false) : null;
    case 'SUCCEED':
      return span(started, ended, true);
    case 'FAILED':
    case 'CANCELED':
      return span(started, ended, false);
    default:
      return null;
  }
}

/** Null for an unknown time and for times out of order (docs/metastudio.md#time-order). */
function span(from: number | null, to: number | null, over: boolean): Span | null {
  return from === null || to === null || to < from ? null : { seconds: (to - from) / 1000, over };
}
