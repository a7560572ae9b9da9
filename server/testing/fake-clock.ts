import type { Clock } from '../lib/clock.ts';

export type FakeClock = Clock & { advance(ms: number): void };

/**
 * A clock for tests: a sleep is over on the next turn of the event loop and has moved the time on by as much, so that
 * half an hour of watching takes no time and still happens in order.
 */
export function fakeClock(start = Date.UTC(2026, 0, 15, 8, 30)): FakeClock {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    sleep: (ms) => {
      const wake = now + ms;
      return new Promise((resolve) => {
        setImmediate(() => {
          now = Math.max(now, wake);
          resolve();
        });
      });
    },
  };
}
