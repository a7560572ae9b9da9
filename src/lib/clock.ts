import { useSyncExternalStore } from 'react';

/** Difference between the server's clock and this browser's, in milliseconds. */
let offset = 0;
const listeners = new Set<() => void>();
let now = Date.now();
/** The time that the page's first HTML shows, epoch milliseconds; null when that was not drawn on the server. */
let first: number | null = null;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Sets the server's time from a reply's `Date`: "waiting for 3 min" is right even when this computer's clock is wrong. It
 * has whole seconds and is some time on the way, so a difference of less than two seconds is none.
 */
export function setServerDate(date: string): void {
  const difference = Date.parse(date) + 500 - serverTime();
  if (Math.abs(difference) >= 2000) offset += difference;
}

/**
 * Starts with the time of the first HTML: what shows the time draws the same again, and then goes on. It may have been
 * rendered a while ago, so only a computer whose clock is certainly wrong is corrected by it.
 *
 * @param time epoch milliseconds
 */
export function startClock(time: number): void {
  first = time;
  if (Math.abs(time - serverTime()) >= 60_000) offset = time - Date.now();
}

/** The server's time, epoch milliseconds. */
export function serverTime(): number {
  return Date.now() + offset;
}

/** A time of this browser's clock as the server's clock has it, epoch milliseconds. */
export function serverTimeOf(browserTime: number): number {
  return browserTime + offset;
}

function tick(): void {
  // A hidden tab draws nothing; its first tick after it is shown again is right.
  if (document.hidden) return;
  now = serverTime();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = serverTime();
    timer = setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The server's time, epoch milliseconds, updated every second. All components share one timer. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => now,
    () => first ?? serverTime(),
  );
}
