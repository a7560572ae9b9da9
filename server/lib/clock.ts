/** A limit on how long something may take. */
type Timeout = {
  /** Aborted with a `TimeoutError` when the time is over. */
  signal: AbortSignal;
  /** Ends the limit; called as soon as the work is done. */
  clear(): void;
};

/** The proxy's only source of time: tests bring a clock of their own and move all of it. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; does not keep the process alive. */
  sleep(ms: number): Promise<void>;
  /** A limit that is over after `ms`; does not keep the process alive. */
  timeout(ms: number): Timeout;
};

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms).unref();
    }),
  timeout: (ms) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(timeoutError()), Math.max(0, ms));
    timer.unref();
    return { signal: controller.signal, clear: () => clearTimeout(timer) };
  },
};

/** Waits for `work`, but no longer than `ms`; true when it ended in time. @throws what `work` throws in time */
export async function endsWithin(
  clock: Clock,
  ms: number,
  work: Promise<unknown>,
): Promise<boolean> {
  const limit = clock.timeout(ms);
  try {
    return await Promise.race([work.then(() => true), aborted(limit.signal).then(() => false)]);
  } finally {
    limit.clear();
  }
}

/** Resolves once a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** The error that a platform's own `AbortSignal.timeout` has. */
export function timeoutError(): DOMException {
  return new DOMException('The time is over', 'TimeoutError');
}

/** Milliseconds since 1970 as RFC 3339 UTC. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
