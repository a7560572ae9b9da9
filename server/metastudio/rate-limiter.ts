import type { Clock } from '../lib/clock.ts';
import { Lane } from './lane.ts';

/**
 * Who waits for a call: people for a list or for one job, the mirror, the reading back of a cancel, or the cancel itself.
 */
export type LaneName = 'list' | 'read' | 'background' | 'readBack' | 'cancel';

/** Our share of the documented limits: the console and other programs of the tenant use the same limits. */
const ourShare = 0.7;

/** Part of our reads that is reserved for read-backs (at least 2 a second): polling pages must not delay a cancel. */
const readBackShare = 0.3;

/** Part of the other reads that the mirror takes at most. */
const backgroundShare = 1 / 3;

/** The longest pause that a Retry-After can cause. */
const maxPauseMs = 30_000;

/** Cancels and read-backs that may wait: each of them is a click. */
const maxCancelQueue = 100;

/** Order of the page reads that wait (docs/decisions/0018-order-of-reads.md). */
const priorities = { list: 0, read: 1, background: 2 } as const;

/** Limits the rate of calls, and how many are in flight, to our share of the tenant's limits. */
export class RateLimiter {
  readonly #clock: Clock;
  /** Reads for lists, jobs and the mirror together. */
  readonly #pages: Lane;
  /** The mirror's part of these. */
  readonly #background: Lane;
  readonly #readBack: Lane;
  readonly #cancel: Lane;
  readonly #lanes: readonly Lane[];

  /**
   * @param limits documented calls per second of the tenant
   * @param keyAccepted false while it is unknown whether MetaStudio accepts our key, see {@link setKeyAccepted}
   */
  constructor(limits: { read: number; cancel: number }, clock: Clock, keyAccepted = false) {
    this.#clock = clock;
    const readBack = Math.max(2, limits.read * ourShare * readBackShare);
    const pages = limits.read * ourShare - readBack;
    // A page read that hangs must not delay a cancel, which reads the job before it is sent.
    const cancels = { inFlight: 0 };
    const lane = (
      perSecond: number,
      maxInFlight: number,
      maxQueue: number | null,
      serial = { inFlight: 0 },
    ) => new Lane({ perSecond, maxInFlight, maxQueue, serial, keyAccepted, clock });
    this.#pages = lane(pages, 8, null);
    this.#background = lane(pages * backgroundShare, 2, maxCancelQueue);
    this.#readBack = lane(readBack, 4, maxCancelQueue, cancels);
    this.#cancel = lane(limits.cancel * ourShare, 4, maxCancelQueue, cancels);
    this.#lanes = [this.#pages, this.#background, this.#readBack, this.#cancel];
  }

  /**
   * Waits until a call may start; returns the function to call when it has ended.
   *
   * @param budgetMs how long the caller can wait
   * @param signal of the caller, who may give up before the call has started
   * @throws UpstreamFault `busy` when the queue is full or the wait too long, `upstream_throttled` during a long pause
   */
  async acquire(name: LaneName, budgetMs: number, signal?: AbortSignal): Promise<() => void> {
    const deadline = this.#clock.now() + budgetMs;
    if (name === 'readBack') return await this.#readBack.acquire(0, budgetMs, 5000, signal);
    if (name === 'cancel') return await this.#cancel.acquire(0, budgetMs, 5000, signal);
    if (name !== 'background') {
      return await this.#pages.acquire(priorities[name], budgetMs, 2000, signal);
    }
    const share = await this.#background.acquire(0, budgetMs, 2000, signal);
    try {
      const left = deadline - this.#clock.now();
      const release = await this.#pages.acquire(priorities.background, left, 2000, signal);
      return () => {
        release();
        share();
      };
    } catch (error) {
      share();
      throw error;
    }
  }

  /** Stops a lane after MetaStudio throttled it, for `ms` but at most 30 s; null means 1 s. All reads stop together. */
  pause(name: LaneName, ms: number | null): void {
    const until = this.#clock.now() + Math.min(ms ?? 1000, maxPauseMs);
    const paused = name === 'cancel' ? [this.#cancel] : [this.#pages, this.#readBack];
    for (const lane of paused) lane.pause(until);
  }

  /** The most calls that mirrors can make in a minute, all together. */
  get backgroundPerMinute(): number {
    return this.#background.perSecond * 60;
  }

  /** Takes part in our share with so many other processes; 1 is all of it. */
  shareWith(processes: number): void {
    for (const lane of this.#lanes) lane.setPart(1 / processes);
  }

  /**
   * Sets whether our key is known to be accepted. Until then page reads go one at a time, and so do cancels: more than
   * five refused signatures in a row lock the key of the whole tenant (docs/promises.md#refused-credentials).
   */
  setKeyAccepted(accepted: boolean): void {
    for (const lane of this.#lanes) lane.setKeyAccepted(accepted);
  }
}
