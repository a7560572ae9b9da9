import type { Clock } from '../lib/clock.ts';
import { UpstreamFault } from './errors.ts';

/** Who asks: a page that reads, the reading back of a cancel, or a cancel itself. Each has a share of its own. */
export type LaneName = 'read' | 'readBack' | 'cancel';

/** Part of our reads kept for reading cancels back (2 a second at least), so that polling never starves a cancel. */
const readBackShare = 0.3;

/** Our share of the documented limits: the tenant's console and other programs draw on them too. */
const share = 0.7;

/** The most a gateway's Retry-After can stop us for. */
const maxPauseMs = 30_000;

type Waiter = { start: () => void; fail: (fault: UpstreamFault) => void };

type Lane = {
  /** Calls that may come at once after a quiet time; with a second's refill they stay within our share. */
  burst: number;
  perSecond: number;
  tokens: number;
  refilledAt: number;
  inFlight: number;
  maxInFlight: number;
  queue: Set<Waiter>;
  pausedUntil: number;
  waking: boolean;
  /** Calls in flight among which there is one at a time until the key is known to be accepted. */
  untrusted: { inFlight: number };
};

const maxQueue = 100;

/** Lets calls pass at the rate, and as many at once, as the tenant's limits allow. */
export class Gate {
  readonly #lanes: Record<LaneName, Lane>;
  readonly #clock: Clock;
  #trusted: boolean;

  /**
   * @param limits documented calls per second of the tenant
   * @param trusted false while it is not known whether our key is accepted, see {@link trust}
   */
  constructor(limits: { read: number; cancel: number }, clock: Clock, trusted = false) {
    this.#clock = clock;
    this.#trusted = trusted;
    const lane = (inAnySecond: number, maxInFlight: number, untrusted = { inFlight: 0 }): Lane => {
      const burst = Math.max(1, Math.floor(inAnySecond / 3));
      return {
        burst,
        perSecond: inAnySecond - burst,
        tokens: burst,
        refilledAt: clock.now(),
        inFlight: 0,
        maxInFlight,
        queue: new Set(),
        pausedUntil: 0,
        waking: false,
        untrusted,
      };
    };
    const readBack = Math.max(2, limits.read * share * readBackShare);
    // A page's read that hangs must not hold up a cancel, which makes two calls one after the other.
    const cancels = { inFlight: 0 };
    this.#lanes = {
      read: lane(limits.read * share - readBack, 8),
      readBack: lane(readBack, 4, cancels),
      cancel: lane(limits.cancel * share, 4, cancels),
    };
  }

  /**
   * Waits for a place and answers the function that gives it back.
   *
   * @param budgetMs how long the caller can wait
   * @throws UpstreamFault `busy` when the queue is full or the wait too long, `upstream_throttled` during a long pause
   */
  enter(name: LaneName, budgetMs: number): Promise<() => void> {
    const lane = this.#lanes[name];
    const pause = lane.pausedUntil - this.#clock.now();
    if (pause > Math.min(budgetMs, name === 'read' ? 2000 : 5000)) {
      return Promise.reject(
        new UpstreamFault('upstream_throttled', { sent: false, retryAfterMs: pause }),
      );
    }
    if (lane.queue.size >= maxQueue) {
      return Promise.reject(new UpstreamFault('busy', { sent: false, retryAfterMs: 1000 }));
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        start: () => resolve(this.#occupy(lane)),
        fail: reject,
      };
      lane.queue.add(waiter);
      this.#pump(lane);
      if (lane.queue.has(waiter)) this.#expire(lane, waiter, budgetMs);
    });
  }

  /** MetaStudio throttles: nobody asks before `ms` (at most 30 s, 1 s when it did not say) have passed. */
  pause(name: LaneName, ms: number | null): void {
    const until = this.#clock.now() + Math.min(ms ?? 1000, maxPauseMs);
    const shared: LaneName[] = name === 'cancel' ? ['cancel'] : ['read', 'readBack'];
    for (const each of shared) {
      this.#lanes[each].pausedUntil = Math.max(this.#lanes[each].pausedUntil, until);
    }
  }

  /**
   * Says whether our key is known to be accepted. Until it is, calls go one at a time, those of pages and those of
   * cancels: more than five refused signatures in a row lock the whole tenant's key for minutes (reliability 0.11, E08).
   */
  trust(trusted: boolean): void {
    if (this.#trusted === trusted) return;
    this.#trusted = trusted;
    for (const lane of Object.values(this.#lanes)) this.#pump(lane);
  }

  #occupy(lane: Lane): () => void {
    lane.inFlight++;
    lane.untrusted.inFlight++;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      lane.inFlight--;
      lane.untrusted.inFlight--;
      for (const each of Object.values(this.#lanes)) this.#pump(each);
    };
  }

  #pump(lane: Lane): void {
    for (const waiter of lane.queue) {
      if (lane.inFlight >= lane.maxInFlight) return;
      if (!this.#trusted && lane.untrusted.inFlight > 0) return;
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
      this.#pump(lane);
    });
  }

  #expire(lane: Lane, waiter: Waiter, budgetMs: number): void {
    const limit = this.#clock.timeout(budgetMs);
    const fail = () => {
      if (lane.queue.delete(waiter)) {
        waiter.fail(new UpstreamFault('busy', { sent: false, retryAfterMs: 1000 }));
      }
    };
    limit.signal.addEventListener('abort', fail, { once: true });
    const { start } = waiter;
    waiter.start = () => {
      limit.clear();
      start();
    };
  }
}
