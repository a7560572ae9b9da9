/** A player that waits for data; times in milliseconds of one clock. */
export type Wait = {
  since: number;
  /** When the last data arrived, or the wait began. */
  lastDataAt: number;
};

/** What is said about a wait: data are slow, or do not arrive at all. */
export type Stall = 'buffering' | 'lost';

/** Milliseconds of a wait that are not worth a word: the browser shows its own sign. */
const quietMs = 3_000;
/** Milliseconds without data after which the connection counts as lost. */
const lostMs = 10_000;

/** What to say about a wait now; null while it is short. */
export function stallOf({ since, lastDataAt }: Wait, now: number, isOnline: boolean): Stall | null {
  if (now - since < quietMs) return null;
  return !isOnline || now - lastDataAt >= lostMs ? 'lost' : 'buffering';
}
