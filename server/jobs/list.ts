import type { Job } from '../../contract/job.ts';
import { isMoving } from '../../contract/state.ts';
import type { Clock } from '../lib/clock.ts';
import { type Cached, ReadCache } from './cache.ts';
import type { Page, Pages } from './pages.ts';
import type { JobQuery } from './query.ts';
import { type Range, rangeOf } from './upstream-query.ts';

/** A page of jobs and the range of creation times that was searched. */
export type ListPage = Page & { range: Range };

/** Reads pages of the list through a cache. */
export class JobLists {
  readonly #pages: Pages;
  readonly #cache: ReadCache<ListPage>;
  readonly #clock: Clock;
  readonly #identity: string;
  readonly #keys = new WeakMap<JobQuery, { since: number; key: string }>();

  constructor(pages: Pages, clock: Clock, identity: string) {
    this.#pages = pages;
    this.#clock = clock;
    this.#identity = identity;
    this.#cache = new ReadCache({
      max: 500,
      clock,
      freshFor: ({ jobs }) => (jobs.some((job) => isMoving(job.state)) ? 2000 : 5000),
    });
  }

  /** The cached page; null when it has to be read. */
  peek(query: JobQuery): Cached<ListPage> | null {
    return this.#cache.peek(this.#key(query, rangeOf(query, this.#clock.now())));
  }

  /** The page, read unless it is cached. @throws UpstreamFault */
  async read(query: JobQuery): Promise<Cached<ListPage>> {
    const range = rangeOf(query, this.#clock.now());
    const load = async () => ({ ...(await this.#pages.read(query, range)), range });
    return await this.#cache.read(this.#key(query, range), load);
  }

  /** Replaces a job in every cached page by a newer read. */
  amend(job: Job): void {
    this.#cache.amend((page) => {
      const at = page.jobs.findIndex((one) => one.id === job.id);
      return at === -1 ? page : { ...page, jobs: page.jobs.with(at, job) };
    });
  }

  #key(query: JobQuery, range: Range): string {
    const known = this.#keys.get(query);
    if (known?.since === range.since) return known.key;
    const key = JSON.stringify([this.#identity, query, range.since]);
    this.#keys.set(query, { since: range.since, key });
    return key;
  }
}
