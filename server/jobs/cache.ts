import type { Stale } from '../../contract/job.ts';
import { type ProblemSummary, problems } from '../../contract/problem.ts';
import { aborted, type Clock, endsWithin, isoTime } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import { UpstreamFault } from '../metastudio/errors.ts';

/** A value with its age, and since when it could not be read again. */
export type Cached<T> = {
  value: T;
  /** When MetaStudio was asked, in ms since 1970. */
  readAt: number;
  stale: { since: number; problem: ProblemSummary } | null;
};

/** Since when and why a value is old, as replies say it. */
export function shownStale(stale: Cached<unknown>['stale']): Stale | null {
  return stale && { since: isoTime(stale.since), problem: stale.problem };
}

type Entry<T> = {
  good: { value: T; readAt: number; freshUntil: number } | null;
  failure: { since: number; fault: UpstreamFault; retryAt: number } | null;
};

/** A read under way, and how many wait for it. */
type Pending = { done: Promise<void>; waiting: number; abandon: AbortController };

export type CacheOptions<T> = {
  max: number;
  clock: Clock;
  /** How long a value is returned without reading again, in ms. */
  freshFor: (value: T) => number;
};

/** How long an old copy may replace a failing read (docs/promises.md#stale-copies). */
const staleMs = 15 * 60_000;
/** The least time between reads that fail; longer for a job that does not exist. */
const failureMs = 2000;
const notFoundMs = 5000;
/** How long a caller waits for a new value while there is an older one (docs/promises.md#overload). */
const maxWaitMs = 1000;

/**
 * Caches reads for seconds and shares those under way: many callers cause one call (docs/promises.md#shared-reads).
 * Nothing is read that is not asked for.
 */
export class ReadCache<T> {
  readonly #options: CacheOptions<T>;
  readonly #entries: Lru<string, Entry<T>>;
  readonly #pending = new Map<string, Pending>();

  constructor(options: CacheOptions<T>) {
    this.#options = options;
    this.#entries = new Lru(options.max);
  }

  /**
   * The value of `key`, read by `load` unless a fresh one is cached. An older one is returned when reading takes too long.
   *
   * @param load gets a signal that aborts once no one waits for the value any more
   * @param signal of the caller: a caller that has gone does not wait
   * @throws UpstreamFault of the read when no older copy may be returned instead
   */
  async read(
    key: string,
    load: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<Cached<T>> {
    return this.#peek(key) ?? (await this.#readFresh(key, load, signal));
  }

  #peek(key: string): Cached<T> | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    const now = this.#options.clock.now();
    if (entry.good && now < entry.good.freshUntil) return cached(entry.good, null);
    if (entry.failure && now < entry.failure.retryAt) return this.#result(entry);
    return null;
  }

  async #readFresh(
    key: string,
    load: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<Cached<T>> {
    const pending = this.#pending.get(key) ?? this.#start(key, load);
    pending.waiting++;
    const left = signal ? aborted(signal).then(() => this.#leave(key, pending)) : null;
    const ended = left ? Promise.race([pending.done, left]) : pending.done;
    const old = this.#usable(key);
    const isNew = !old || (await endsWithin(this.#options.clock, maxWaitMs, ended));
    if (!old) await ended;
    const entry = this.#entries.get(key);
    if (!entry) throw new UpstreamFault('busy');
    return isNew ? this.#result(entry) : cached(old, null);
  }

  #start(key: string, load: (signal: AbortSignal) => Promise<T>): Pending {
    const abandon = new AbortController();
    const { signal } = abandon;
    const pending = { done: this.#load(key, load, signal), waiting: 0, abandon };
    this.#pending.set(key, pending);
    pending.done
      .catch(() => undefined)
      .finally(() => {
        if (this.#pending.get(key) === pending) this.#pending.delete(key);
      });
    return pending;
  }

  /** The last caller that leaves ends the read. */
  #leave(key: string, pending: Pending): void {
    pending.waiting--;
    if (pending.waiting > 0 || this.#pending.get(key) !== pending) return;
    this.#pending.delete(key);
    pending.abandon.abort();
  }

  async #load(
    key: string,
    load: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, freshFor } = this.#options;
    const readAt = clock.now();
    try {
      const value = await load(signal);
      const freshUntil = clock.now() + freshFor(value);
      this.#entries.set(key, { good: { value, readAt, freshUntil }, failure: null });
    } catch (error) {
      // The fault of a read that was given up says nothing to others.
      if (signal.aborted) return;
      const fault = error instanceof UpstreamFault ? error : new UpstreamFault('internal');
      const now = clock.now();
      const before = this.#entries.get(key);
      const pause = fault.code === 'job_not_found' ? notFoundMs : failureMs;
      const failure = { since: before?.failure?.since ?? now, fault, retryAt: now + pause };
      this.#entries.set(key, { good: before?.good ?? null, failure });
      if (!(error instanceof UpstreamFault)) throw error;
    }
  }

  /** The last good value while it may stand in for a newer one. */
  #usable(key: string) {
    const good = this.#entries.get(key)?.good ?? null;
    return good && this.#options.clock.now() - good.readAt <= staleMs ? good : null;
  }

  #result({ good, failure }: Entry<T>): Cached<T> {
    if (!failure) {
      if (!good) throw new UpstreamFault('internal');
      return cached(good, null);
    }
    const { since, fault } = failure;
    const usable = good && this.#options.clock.now() - good.readAt <= staleMs;
    if (!usable || !problems[fault.code].olderCopyMayStandIn) throw fault;
    return cached(good, { since, problem: fault.summary });
  }
}

function cached<T>(good: { value: T; readAt: number }, stale: Cached<T>['stale']): Cached<T> {
  return { value: good.value, readAt: good.readAt, stale };
}
