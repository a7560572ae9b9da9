import { useSyncExternalStore } from 'react';

/** Difference between the server's clock and this browser's, in milliseconds. */
let offset = 0;
const listeners = new Set<() => void>();
let current = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** Learns the server's time from a reply, so that "waiting for 3 min" is right on a computer whose clock is wrong. */
export function setServerNow(serverNow: string): void {
  const server = Date.parse(serverNow);
  if (!Number.isNaN(server)) offset = server - Date.now();
}

/** The server's time, epoch milliseconds. */
export function serverTime(): number {
  return Date.now() + offset;
}

function tick(): void {
  // Nobody looks at a hidden tab; the first tick after it comes back is right again.
  if (document.hidden) return;
  current = serverTime();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    current = serverTime();
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

/** The server's time, anew every second: one timer for everything that ticks. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => current, serverTime);
}
