import { aborted, type Clock } from '../lib/clock.ts';
import { UpstreamFault } from './errors.ts';

type Waiter = { priority: number; start: () => void; fail: (fault: UpstreamFault) => void };

/** Calls that lanes make one at a time together until the key is known to be accepted. */
type Serial = { inFlight: number; lanes?: Set<Lane> };

export type LaneOptions = {
  /** The most calls that may start in any one second. */
  perSecond: number;
  maxInFlight: number;
  /** Calls that may wait; null: as many as start in two seconds. */
  maxQueue: number | null;
  serial: Serial;
  keyAccepted: boolean;
  clock: Clock;
};

/** Calls that may start at once after a quiet time, in a lane of a rate. Others then start at the rest of the rate. */
function burstOf(perSecond: number): number {
  return Math.max(1, Math.floor(perSecond / 3));
}

/** A share of the tenant's limits with a queue of its own (token bucket). */
export class Lane {
  readonly #options: LaneOptions;
  /** Calls that may start at once after a quiet time. Burst and refill of any one second stay within the share. */
  #burst = 1;
  #refillPerSecond = 0;
  #perSecond = 0;
  readonly #lanes: Set<Lane>;
  #tokens: number;
  #refilledAt: number;
  #inFlight = 0;
  #pausedUntil = 0;
  #isWaking = false;
  #keyAccepted: boolean;
  /** By priority, then first come first served. */
  #queue: Waiter[] = [];

  constructor(options: LaneOptions) {
    const { serial, keyAccepted, clock } = options;
    this.#options = options;
    this.setPart(1);
    this.#tokens = this.#burst;
    this.#refilledAt = clock.now();
    this.#keyAccepted = keyAccepted;
    this.#lanes = serial.lanes ?? new Set();
    this.#lanes.add(this);
    serial.lanes = this.#lanes;
  }

  /**
   * Waits until a call may start; returns the function to call when it has ended.
   *
   * @param priority a lower one goes first; when the queue is full, the last of the highest one gives way
   * @param maxPauseMs how long a pause is waited for
   * @throws UpstreamFault `busy` or `upstream_throttled`
   */
  acquire(
    priority: number,
    budgetMs: number,
    maxPauseMs: number,
    signal?: AbortSignal,
  ): Promise<() => void> {
    const pause = this.#pausedUntil - this.#options.clock.now();
    if (pause > Math.min(budgetMs, maxPauseMs)) {
      const fault = new UpstreamFault('upstream_throttled', { sent: false, retryAfterMs: pause });
      return Promise.reject(fault);
    }
    if (!this.#hasRoomFor(priority) || signal?.aborted) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { priority, start: () => resolve(this.#start()), fail: reject };
      const at = this.#queue.findIndex((other) => other.priority > priority);
      this.#queue.splice(at === -1 ? this.#queue.length : at, 0, waiter);
      this.#startWaiting();
      if (this.#queue.includes(waiter)) this.#expire(waiter, budgetMs, signal);
    });
  }

  /** Starts nothing until this time, in ms since 1970. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** The most calls of ours that may start in any one second. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /** Sets the part of the rate that is ours, since others use the rest. */
  setPart(part: number): void {
    const perSecond = this.#options.perSecond * part;
    this.#perSecond = perSecond;
    this.#burst = burstOf(perSecond);
    // Of a rate that is hardly more than its burst at least half is left over time.
    this.#refillPerSecond = Math.max(perSecond - this.#burst, perSecond / 2);
  }

  setKeyAccepted(accepted: boolean): void {
    if (this.#keyAccepted === accepted) return;
    this.#keyAccepted = accepted;
    this.#startWaiting();
  }

  #hasRoomFor(priority: number): boolean {
    // Who would wait for longer than two seconds is better told so at once.
    const max = this.#options.maxQueue ?? Math.ceil(2 * this.#refillPerSecond);
    if (this.#queue.length < max) return true;
    const last = this.#queue.at(-1);
    if (!last || last.priority <= priority) return false;
    this.#queue.pop();
    last.fail(busy());
    return true;
  }

  #start(): () => void {
    const { serial } = this.#options;
    this.#inFlight++;
    serial.inFlight++;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#inFlight--;
      serial.inFlight--;
      for (const lane of this.#lanes) lane.#startWaiting();
    };
  }

  /** Starts waiting calls while there is room. */
  #startWaiting(): void {
    const { serial, maxInFlight } = this.#options;
    for (let waiter = this.#queue[0]; waiter; waiter = this.#queue[0]) {
      if (this.#inFlight >= maxInFlight) return;
      if (!this.#keyAccepted && serial.inFlight > 0) return;
      const wait = this.#wait();
      if (wait > 0) {
        this.#wake(wait);
        return;
      }
      this.#queue.shift();
      this.#tokens -= 1;
      waiter.start();
    }
  }

  /** Milliseconds until one more call may start. */
  #wait(): number {
    const now = this.#options.clock.now();
    const gained = (Math.max(0, now - this.#refilledAt) * this.#refillPerSecond) / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#refilledAt = now;
    if (this.#pausedUntil > now) return this.#pausedUntil - now;
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) * 1000) / this.#refillPerSecond);
  }

  #wake(ms: number): void {
    if (this.#isWaking) return;
    this.#isWaking = true;
    void this.#options.clock.sleep(ms).then(() => {
      this.#isWaking = false;
      this.#startWaiting();
    });
  }

  #expire(waiter: Waiter, budgetMs: number, signal: AbortSignal | undefined): void {
    const limit = this.#options.clock.timeout(budgetMs);
    const { start, fail } = waiter;
    const giveUp = () => {
      const at = this.#queue.indexOf(waiter);
      if (at === -1) return;
      this.#queue.splice(at, 1);
      waiter.fail(busy());
    };
    limit.signal.addEventListener('abort', giveUp, { once: true });
    if (signal) void aborted(signal).then(giveUp);
    waiter.start = () => {
      limit.clear();
      start();
    };
    waiter.fail = (fault) => {
      limit.clear();
      fail(fault);
    };
  }
}

function busy(): UpstreamFault {
  return new UpstreamFault('busy', { sent: false, retryAfterMs: 1000 });
}
