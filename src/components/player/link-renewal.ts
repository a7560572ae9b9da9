/** A link's times at one moment, all in epoch milliseconds. */
export type LinkTimes = {
  now: number;
  receivedAt: number;
  /** Null when the link does not say. */
  expiresAt: number | null;
};

/** Milliseconds between two renewals because of an error. An error that returns sooner is not the link's. */
const errorRenewalPause = 60_000;
/** Milliseconds after a renewal that brought nothing better; without a pause the next check would ask again at once. */
export const retryPause = 60_000;
const shortestDelay = 1_000;
/** `setTimeout` overflows beyond 2^31 ms and fires at once. */
const longestDelay = 3_600_000;

/** When the last tenth of the link's life begins: a request from then on risks a refusal. Null when it does not expire. */
function renewalTime({ receivedAt, expiresAt }: LinkTimes): number | null {
  return expiresAt === null ? null : receivedAt + (expiresAt - receivedAt) * 0.9;
}

/** Milliseconds that a link must still live to be read ahead of the first play. */
const youngLife = 600_000;

/**
 * Whether a link has life enough to load the video before it is played: the first frame is there with the click then. An older
 * one might end amid what was not asked for.
 *
 * @param now in ms since 1970
 */
export function mayPreload(expiresAt: string | null, now: number): boolean {
  return expiresAt === null || Date.parse(expiresAt) - now >= youngLife;
}

/** Whether the link should be renewed before its next use; `retryAt` is the end of the {@link retryPause}. */
export function isRenewalDue(times: LinkTimes, retryAt: number): boolean {
  const due = renewalTime(times);
  return due !== null && times.now >= due && times.now >= retryAt;
}

/** Whether an error may be answered with a fresh link; otherwise the link is not what is wrong. */
export function mayRenewAfterError(now: number, lastErrorRenewal: number | null): boolean {
  return lastErrorRenewal === null || now - lastErrorRenewal > errorRenewalPause;
}

/** Milliseconds until {@link isRenewalDue} is worth checking again. */
export function nextCheckDelay(times: LinkTimes): number {
  const due = renewalTime(times);
  if (due === null) return longestDelay;
  return Math.min(Math.max(due - times.now, shortestDelay), longestDelay);
}
