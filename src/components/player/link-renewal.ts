/** What a player's link looks like to who decides on its renewal; all times in epoch milliseconds. */
export type LinkState = {
  now: number;
  /** Null when the link does not say. */
  expiresAt: number | null;
  /** When the link in use was received. */
  receivedAt: number;
  /** When a link was last renewed because of an error; null when never. */
  lastRescue: number | null;
};

/** A player that breaks again this soon after a rescue has another trouble than its link. */
const RESCUE_PAUSE = 60_000;
/** setTimeout overflows beyond 2^31 ms and fires at once; an hour is short enough to look again. */
const LONGEST_TIMER = 3_600_000;

/** Whether to fetch a fresh link after `error` or a stall: once, then it is said that the file could not be loaded. */
export function mayRescue({ now, lastRescue }: LinkState): boolean {
  return lastRescue === null || now - lastRescue > RESCUE_PAUSE;
}

/** Whether the link is in the last tenth of its life or past it, so that the next request would risk a refusal. */
export function isAgeing({ now, expiresAt, receivedAt }: LinkState): boolean {
  return expiresAt !== null && now >= receivedAt + (expiresAt - receivedAt) * 0.9;
}

/** Milliseconds until the link is worth looking at again. */
export function lookAgainIn({ now, expiresAt, receivedAt }: LinkState): number {
  if (expiresAt === null) return LONGEST_TIMER;
  const due = receivedAt + (expiresAt - receivedAt) * 0.9 - now;
  return Math.min(Math.max(due, 1_000), LONGEST_TIMER);
}
