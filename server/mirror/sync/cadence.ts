import { maxListLimit } from '../../../wire/endpoints.ts';

/** What decides when MetaStudio is read again. Times in ms since 1970. */
export type Pace = {
  /** Open streams. */
  streams: number;
  /** Time of the last question; null when there was none. */
  questionAt: number | null;
  /** Jobs that wait or are in production. */
  moving: number;
  /** Failed rounds in a row. */
  failures: number;
  /** Times of the calls of the last minute, the oldest first. */
  calls: readonly number[];
  /** Calls of the last round. */
  lastRound: number;
};

/** How long a question counts as someone who looks. */
const lookingMs = 15_000;
/** Calls that the rounds of one mirror make in a minute: it takes less than half a call a second. */
export const mostCallsPerMinute = 27;
/** For calls that no round has planned, such as for the links of a page that is looked at, there is a ninth more. */
const unplannedShare = 10 / 9;

const movingMs = 2500;
const quietMs = 10_000;
/** Longest pause after failures. */
export const maxBackoffMs = 60_000;

/** Whether someone looks at jobs at this moment. */
export function isLooking({ streams, questionAt }: Pace, now: number): boolean {
  return streams > 0 || (questionAt !== null && Math.abs(now - questionAt) < lookingMs);
}

/**
 * Milliseconds until the next round; null when no one looks and nothing is read at all.
 *
 * @param maxCalls the calls of rounds in any minute: the more mirrors there are, the fewer for each
 */
export function pauseOf(pace: Pace, now: number, maxCalls = mostCallsPerMinute): number | null {
  if (!isLooking(pace, now)) return null;
  const { moving, failures, calls, lastRound } = pace;
  if (failures > 0) return backoffOf(failures);
  // Rounds of several calls come less often, or a minute's calls would be spent in its first half.
  const pause = Math.max(moving > 0 ? movingMs : quietMs, (lastRound * 60_000) / maxCalls);
  // The next round makes as many calls as the last one, or those of a sweep, which may be due, and one more.
  const sweep = Math.max(1, Math.ceil(moving / maxListLimit));
  const free = Math.max(0, Math.floor(maxCalls) - Math.max(1 + sweep, lastRound));
  const oldest = calls[calls.length - free - 1];
  const budget = oldest === undefined ? 0 : oldest + 60_000 - now;
  return Math.max(pause, budget);
}

/**
 * Milliseconds until another call fits into any minute. A round that turns out to need more calls than were planned for it
 * takes longer, but never more: sweeps of thousands of jobs that all change would.
 */
export function waitOf(calls: readonly number[], now: number, maxCalls: number): number {
  const most = Math.max(1, Math.floor(maxCalls * unplannedShare));
  const oldest = calls[calls.length - most];
  return oldest === undefined ? 0 : Math.max(0, oldest + 60_000 - now);
}

/** The pause after some failures in a row, in ms. */
export function backoffOf(failures: number): number {
  return Math.min(maxBackoffMs, movingMs * 2 ** failures);
}
