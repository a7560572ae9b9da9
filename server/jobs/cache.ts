import { type ProblemSummary, problems } from '../../contract/problem.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import { UpstreamFault } from '../metastudio/errors.ts';

/** A value with its age, and since when it could not be read again. */
export type Cached<T> = {
  value: T;
  /** When MetaStudio was asked, in ms since 1970. */
  readAt: number;
  stale: { since: number; problem: ProblemSummary } | null;
};

type Entry<T> = {
  good: { value: T; readAt: number; freshUntil: number } | null;
  failure: { since: number; fault: UpstreamFault; retryAt: number } | null;
};

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

/**
 * Caches reads for seconds and shares those under way: many callers cause one call (docs/promises.md#shared-reads). A
 * caller that aborts does not cancel the shared read, and nothing is read that is not asked for.
 */
export class ReadCache<T> {
  readonly #options: CacheOptions<T>;
  readonly #entries: Lru<string, Entry<T>>;
  readonly #pending = new Map<string, Promise<void>>();
  /** Increased by every {@link amend}; a read that began before must not undo it. */
  #version = 0;
  #amendments: { version: number; at: number; change: (value: T) => T }[] = [];

  constructor(options: CacheOptions<T>) {
    this.#options = options;
    this.#entries = new Lru(options.max);
  }

  /**
   * The value of `key`, read by `load` unless a fresh one is cached.
   *
   * @throws UpstreamFault of the read when no older copy may be returned instead
   */
  async read(key: string, load: () => Promise<T>): Promise<Cached<T>> {
    return this.peek(key) ?? (await this.#readFresh(key, load));
  }

  /** The cached value of `key`; null when it has to be read. */
  peek(key: string): Cached<T> | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    const now = this.#options.clock.now();
    if (entry.good && now < entry.good.freshUntil) return cached(entry.good, null);
    if (entry.failure && now < entry.failure.retryAt) return this.#result(entry);
    return null;
  }

  /**
   * Applies newer knowledge to every cached value and to the results of reads under way, and expires them all. Otherwise
   * a read that began before a cancel could return WAITING after it.
   */
  amend(change: (value: T) => T): void {
    this.#version++;
    const at = this.#options.clock.now();
    this.#amendments = this.#amendments.filter((amendment) => at - amendment.at < 60_000);
    this.#amendments.push({ version: this.#version, at, change });
    for (const [, entry] of this.#entries.entries()) {
      if (!entry.good) continue;
      entry.good.value = change(entry.good.value);
      entry.good.freshUntil = 0;
    }
  }

  async #readFresh(key: string, load: () => Promise<T>): Promise<Cached<T>> {
    const pendingKey = `${this.#version} ${key}`;
    let pending = this.#pending.get(pendingKey);
    if (!pending) {
      pending = this.#load(key, load).finally(() => this.#pending.delete(pendingKey));
      this.#pending.set(pendingKey, pending);
    }
    await pending;
    const entry = this.#entries.get(key);
    if (!entry) throw new UpstreamFault('busy');
    return this.#result(entry);
  }

  async #load(key: string, load: () => Promise<T>): Promise<void> {
    const { clock, freshFor } = this.#options;
    const version = this.#version;
    const readAt = clock.now();
    try {
      let value: T = await load();
      for (const amendment of this.#amendments) {
        if (amendment.version > version) value = amendment.change(value);
      }
      const isOutdated = version < this.#version;
      const newer = this.#entries.get(key)?.good;
      if (isOutdated && newer && newer.readAt > readAt) return;
      const freshUntil = isOutdated ? 0 : clock.now() + freshFor(value);
      this.#entries.set(key, { good: { value, readAt, freshUntil }, failure: null });
    } catch (error) {
      const fault = error instanceof UpstreamFault ? error : new UpstreamFault('internal');
      const now = clock.now();
      const before = this.#entries.get(key);
      const pause = fault.code === 'job_not_found' ? notFoundMs : failureMs;
      const failure = { since: before?.failure?.since ?? now, fault, retryAt: now + pause };
      this.#entries.set(key, { good: before?.good ?? null, failure });
      if (!(error instanceof UpstreamFault)) throw error;
    }
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
