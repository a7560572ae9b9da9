import { type ProblemSummary, problems } from '../../contract/problem.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import { UpstreamFault } from '../metastudio/errors.ts';

/** A value as it was read, and since when it could not be read anew. */
export type Cached<T> = {
  value: T;
  /** When MetaStudio was asked, in ms. */
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
  /** How long a value is handed out without asking again, in ms. */
  freshFor: (value: T) => number;
};

/** An old copy is better than none for this long (reliability 3.5). */
const staleMs = 15 * 60_000;
/** A failing upstream is asked again after this; a job that is not there after the longer one. */
const failureMs = 2000;
const notFoundMs = 5000;

/**
 * Remembers reads for seconds and joins those under way: however many ask for the same, MetaStudio is asked once.
 * Nothing here belongs to one caller, so that one who leaves takes nothing along; and nothing is read unless asked for.
 */
export class ReadCache<T> {
  readonly #options: CacheOptions<T>;
  readonly #entries: Lru<string, Entry<T>>;
  readonly #flights = new Map<string, Promise<void>>();
  /** Grows with every {@link amend}; reads begun before one must not undo it. */
  #version = 0;
  #amendments: { version: number; at: number; change: (value: T) => T }[] = [];

  constructor(options: CacheOptions<T>) {
    this.#options = options;
    this.#entries = new Lru(options.max);
  }

  /**
   * The value for `key`, read by `load` when none is fresh.
   *
   * @throws UpstreamFault of the read when there is no older copy that may stand in
   */
  async read(key: string, load: () => Promise<T>): Promise<Cached<T>> {
    return this.peek(key) ?? (await this.#readAnew(key, load));
  }

  /** The same without waiting: null when MetaStudio has to be asked. */
  peek(key: string): Cached<T> | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    const now = this.#options.clock.now();
    if (entry.good && now < entry.good.freshUntil) return cached(entry.good, null);
    if (entry.failure && now < entry.failure.retryAt) return this.#outcome(entry);
    return null;
  }

  /**
   * Changes all that is remembered, and all that reads now under way will bring, as something newer is known; and
   * has everything read again. Otherwise an answer begun before a cancel could bring WAITING back.
   */
  amend(change: (value: T) => T): void {
    this.#version++;
    const at = this.#options.clock.now();
    this.#amendments = this.#amendments.filter((one) => at - one.at < 60_000);
    this.#amendments.push({ version: this.#version, at, change });
    for (const [, entry] of this.#entries.entries()) {
      if (!entry.good) continue;
      entry.good.value = change(entry.good.value);
      entry.good.freshUntil = 0;
    }
  }

  async #readAnew(key: string, load: () => Promise<T>): Promise<Cached<T>> {
    const flightKey = `${this.#version} ${key}`;
    let flight = this.#flights.get(flightKey);
    if (!flight) {
      flight = this.#load(key, load).finally(() => this.#flights.delete(flightKey));
      this.#flights.set(flightKey, flight);
    }
    await flight;
    const entry = this.#entries.get(key);
    if (!entry) throw new UpstreamFault('busy');
    return this.#outcome(entry);
  }

  async #load(key: string, load: () => Promise<T>): Promise<void> {
    const { clock, freshFor } = this.#options;
    const version = this.#version;
    const readAt = clock.now();
    try {
      let value: T = await load();
      for (const one of this.#amendments) {
        if (one.version > version) value = one.change(value);
      }
      const overtaken = version < this.#version;
      const newer = this.#entries.get(key)?.good;
      if (overtaken && newer && newer.readAt > readAt) return;
      const freshUntil = overtaken ? 0 : clock.now() + freshFor(value);
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

  #outcome({ good, failure }: Entry<T>): Cached<T> {
    if (!failure) {
      if (!good) throw new UpstreamFault('internal');
      return cached(good, null);
    }
    const { since, fault } = failure;
    const old = good && this.#options.clock.now() - good.readAt <= staleMs;
    if (!old || !problems[fault.code].olderCopyMayStandIn) throw fault;
    return cached(good, { since, problem: fault.summary });
  }
}

function cached<T>(good: { value: T; readAt: number }, stale: Cached<T>['stale']): Cached<T> {
  return { value: good.value, readAt: good.readAt, stale };
}
