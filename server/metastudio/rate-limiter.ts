import type { Clock } from '../lib/clock.ts';
import { UpstreamFault } from './errors.ts';

/** A share of the tenant's limits with a queue of its own: page reads, read-backs of a cancel, cancels. */
export type LaneName = 'read' | 'readBack' | 'cancel';

/** Our share of the documented limits: the console and other programs of the tenant use the same limits. */
const ourShare = 0.7;

/** Part of our reads that is reserved for read-backs (at least 2 a second): polling pages must not delay a cancel. */
const readBackShare = 0.3;

/** The longest pause that a Retry-After can cause. */
const maxPauseMs = 30_000;

/** Calls that may wait in one lane. */
const maxQueue = 100;

type Waiter = { start: () => void; fail: (fault: UpstreamFault) => void };

type Lane = {
  /** Calls that may start at once after a quiet time. Burst and refill of any one second stay within our share. */
  burst: number;
  perSecond: number;
  tokens: number;
  refilledAt: number;
  inFlight: number;
  maxInFlight: number;
  queue: Set<Waiter>;
  pausedUntil: number;
  waking: boolean;
  /** Shared by the lanes that make one call at a time together until the key is known to be accepted. */
  serial: { inFlight: number };
};

/** Limits the rate of calls, and how many are in flight, to our share of the tenant's limits (token bucket per lane). */
export class RateLimiter {
  readonly #lanes: Record<LaneName, Lane>;
  readonly #clock: Clock;
  #keyAccepted: boolean;

  /**
   * @param limits documented calls per second of the tenant
   * @param keyAccepted false while it is unknown whether MetaStudio accepts our key, see {@link setKeyAccepted}
   */
  constructor(limits: { read: number; cancel: number }, clock: Clock, keyAccepted = false) {
    this.#clock = clock;
    this.#keyAccepted = keyAccepted;
    const now = clock.now();
    const readBack = Math.max(2, limits.read * ourShare * readBackShare);
    // A page read that hangs must not delay a cancel, which reads the job before it is sent.
    const cancels = { inFlight: 0 };
    this.#lanes = {
      read: createLane(now, limits.read * ourShare - readBack, 8, { inFlight: 0 }),
      readBack: createLane(now, readBack, 4, cancels),
      cancel: createLane(now, limits.cancel * ourShare, 4, cancels),
    };
  }

  /**
   * Waits until a call may start; returns the function to call when it has ended.
   *
   * @param budgetMs how long the caller can wait
   * @throws UpstreamFault `busy` when the queue is full or the wait too long, `upstream_throttled` during a long pause
   */
  acquire(name: LaneName, budgetMs: number): Promise<() => void> {
    const lane = this.#lanes[name];
    const pause = lane.pausedUntil - this.#clock.now();
    if (pause > Math.min(budgetMs, name === 'read' ? 2000 : 5000)) {
      return Promise.reject(
        new UpstreamFault('upstream_throttled', { sent: false, retryAfterMs: pause }),
      );
    }
    if (lane.queue.size >= maxQueue) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        start: () => resolve(this.#start(lane)),
        fail: reject,
      };
      lane.queue.add(waiter);
      this.#startWaiting(lane);
      if (lane.queue.has(waiter)) this.#expire(lane, waiter, budgetMs);
    });
  }

  /** Stops a lane after MetaStudio throttled it, for `ms` but at most 30 s; null means 1 s. Both read lanes stop together. */
  pause(name: LaneName, ms: number | null): void {
    const until = this.#clock.now() + Math.min(ms ?? 1000, maxPauseMs);
    const paused: LaneName[] = name === 'cancel' ? ['cancel'] : ['read', 'readBack'];
    for (const each of paused) {
      this.#lanes[each].pausedUntil = Math.max(this.#lanes[each].pausedUntil, until);
    }
  }

  /**
   * Sets whether our key is known to be accepted. Until then page reads go one at a time, and so do cancels: more than
   * five refused signatures in a row lock the key of the whole tenant (docs/promises.md#refused-credentials).
   */
  setKeyAccepted(accepted: boolean): void {
    if (this.#keyAccepted === accepted) return;
    this.#keyAccepted = accepted;
    for (const lane of Object.values(this.#lanes)) this.#startWaiting(lane);
  }

  #start(lane: Lane): () => void {
    lane.inFlight++;
    lane.serial.inFlight++;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      lane.inFlight--;
      lane.serial.inFlight--;
      for (const each of Object.values(this.#lanes)) this.#startWaiting(each);
    };
  }

  /** Starts waiting calls, first come first served, while the lane has room. */
  #startWaiting(lane: Lane): void {
    for (const waiter of lane.queue) {
      if (lane.inFlight >= lane.maxInFlight) return;
      if (!this.#keyAccepted && lane.serial.inFlight > 0) return;
      const wait = this.#waitFor(lane);
      if (wait > 0) {
        this.#wake(lane, wait);
        return;
      }
      lane.queue.delete(waiter);
      lane.tokens -= 1;
      waiter.start();
    }
  }

  /** Milliseconds until the lane may start one more call. */
  #waitFor(lane: Lane): number {
    const now = this.#clock.now();
    const gained = (Math.max(0, now - lane.refilledAt) * lane.perSecond) / 1000;
    lane.tokens = Math.min(lane.burst, lane.tokens + gained);
    lane.refilledAt = now;
    if (lane.pausedUntil > now) return lane.pausedUntil - now;
    return lane.tokens >= 1 ? 0 : Math.ceil(((1 - lane.tokens) * 1000) / lane.perSecond);
  }

  #wake(lane: Lane, ms: number): void {
    if (lane.waking) return;
    lane.waking = true;
    void this.#clock.sleep(ms).then(() => {
      lane.waking = false;
      this.#startWaiting(lane);
    });
  }

  #expire(lane: Lane, waiter: Waiter, budgetMs: number): void {
    const limit = this.#clock.timeout(budgetMs);
    const fail = () => {
      if (lane.queue.delete(waiter)) waiter.fail(busy());
    };
    limit.signal.addEventListener('abort', fail, { once: true });
    const { start } = waiter;
    waiter.start = () => {
      limit.clear();
      start();
    };
  }
}

/** @param inAnySecond the most calls that may start in any one second */
function createLane(
  now: number,
  inAnySecond: number,
  maxInFlight: number,
  serial: Lane['serial'],
): Lane {
  const burst = Math.max(1, Math.floor(inAnySecond / 3));
  return {
    burst,
    perSecond: inAnySecond - burst,
    tokens: burst,
    refilledAt: now,
    inFlight: 0,
    maxInFlight,
    queue: new Set(),
    pausedUntil: 0,
    waking: false,
    serial,
  };
}

function busy(): UpstreamFault {
  return new UpstreamFault('busy', { sent: false, retryAfterMs: 1000 });
}
