import { type Clock, timeoutError } from '../lib/clock.ts';

/** A clock that tests move. */
export type FakeClock = Clock & { advance(ms: number): void };

type Limit = { due: number; controller: AbortController; timer: NodeJS.Timeout };

/**
 * A clock for tests: a sleep moves the time on and ends on the next turn of the event loop, so half an hour takes no
 * time and happens in order. A sleep does not skip a time-out: work with a time-out is real input and output, which ends
 * by itself or after as many real milliseconds.
 */
export function fakeClock(start = Date.UTC(2026, 0, 15, 8, 30)): FakeClock {
  let now = start;
  const limits = new Set<Limit>();
  const sleepers = new Set<() => void>();

  const remove = (limit: Limit) => {
    clearTimeout(limit.timer);
    limits.delete(limit);
    setImmediate(() => {
      for (const wake of [...sleepers]) wake();
    });
  };
  const moveTo = (time: number) => {
    now = Math.max(now, time);
    for (const limit of [...limits]) {
      if (limit.due > now) continue;
      remove(limit);
      limit.controller.abort(timeoutError());
    }
  };

  return {
    now: () => now,
    advance: (ms) => moveTo(now + ms),
    sleep: (ms) => {
      const end = now + ms;
      return new Promise((resolve) => {
        const wake = () => {
          if ([...limits].some(({ due }) => due <= end)) return;
          sleepers.delete(wake);
          moveTo(end);
          resolve();
        };
        sleepers.add(wake);
        setImmediate(wake);
      });
    },
    timeout: (ms) => {
      const controller = new AbortController();
      const due = now + ms;
      const timer = setTimeout(() => moveTo(due), Math.max(0, ms));
      const limit = { due, controller, timer };
      limits.add(limit);
      return { signal: controller.signal, clear: () => remove(limit) };
    },
  };
}
