import { maxListLimit } from '../../../wire/endpoints.ts';
import type { LaneName } from '../../metastudio/rate-limiter.ts';
import type { ListReader, ReadPage } from './list-reader.ts';

/** How often a page that lacks entries is read before the walk goes on without them. */
const maxShortReads = 3;

/**
 * A walk through all jobs from the newest to the oldest. It goes on from the creation time of the last job and not by an
 * offset, so that jobs which arrive or vanish meanwhile shift nothing; an offset counts only within one second.
 */
export class KeysetWalk {
  readonly #reader: ListReader;
  readonly #since: string;
  /** Jobs up to this time, in ms since 1970, are still to be read; null for all. */
  #until: number | null = null;
  #offset = 0;
  #isDone = false;

  /** @param since RFC 3339; the walk ends there */
  constructor(reader: ListReader, since: string) {
    this.#reader = reader;
    this.#since = since;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Every job created after this time has been read, in ms since 1970; null before the first page. */
  get until(): number | null {
    return this.#until;
  }

  /** Reads the next page. @throws UpstreamFault, after which the same page is read again */
  async next(lane?: LaneName): Promise<ReadPage> {
    for (let attempt = 1; ; attempt++) {
      const page = await this.#read(lane);
      const left = page.count === null ? null : page.count - this.#offset;
      const missing = left === null ? 0 : Math.min(left, maxListLimit) - page.entries;
      if (missing > 0 && attempt < maxShortReads) continue;
      this.#advance(page, left);
      return missing > 0 ? { ...page, unreadable: page.unreadable + missing } : page;
    }
  }

  async #read(lane: LaneName | undefined): Promise<ReadPage> {
    const query = {
      sort_key: 'create_time',
      sort_dir: 'desc',
      create_since: this.#since,
      ...(this.#until === null ? {} : { create_until: seconds(this.#until) }),
      offset: String(this.#offset),
    };
    return await this.#reader.read(query, lane);
  }

  #advance({ jobs, entries, unreadable }: ReadPage, left: number | null): void {
    const distinct = jobs.length + unreadable;
    const isFull = entries >= maxListLimit;
    // On a full page, entries that are there twice stand in the place of others.
    const hasAll = left !== null && left <= maxListLimit && (distinct >= left || !isFull);
    // A count that is less than what came is not believed.
    if (left === null || left < entries ? !isFull : hasAll) {
      this.#isDone = true;
      return;
    }
    const times = jobs.flatMap(({ createdAt }) => (createdAt === null ? [] : [createdAt]));
    const oldest = times.length === 0 ? null : Math.min(...times.map((time) => Date.parse(time)));
    // MetaStudio compares whole seconds, as far as its documents say.
    const until = oldest === null ? null : Math.ceil(oldest / 1000) * 1000;
    if (until !== null && (this.#until === null || until < this.#until)) {
      this.#until = until;
      this.#offset = 0;
    } else {
      this.#offset += Math.max(distinct, 1);
    }
  }
}

/** RFC 3339 UTC in whole seconds, like the examples of the API. */
export function seconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
