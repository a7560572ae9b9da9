import type { Job, Stale } from '../../contract/job.ts';
import { isMoving } from '../../contract/state.ts';
import { Renderings } from '../http/renderings.ts';
import type { Rendered } from '../http/reply.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import type { JobQuery } from '../routes/job-query.ts';
import { ReadCache } from './cache.ts';
import type { Page, Pages } from './pages.ts';
import { type Range, rangeOf } from './upstream-query.ts';

type ListPage = Page & { range: Range };

/** The list of jobs, as `GET /api/jobs` answers it. */
export class JobLists {
  readonly #pages: Pages;
  readonly #cache: ReadCache<ListPage>;
  readonly #clock: Clock;
  readonly #identity: string;
  readonly #keys = new WeakMap<JobQuery, { since: number; key: string }>();
  readonly #renderings = new Renderings(bodyOf, true);

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

  /** The answer without reading MetaStudio, or null when that is needed. */
  ready(query: JobQuery): Rendered | null {
    const page = this.#cache.peek(this.#key(query, rangeOf(query, this.#clock.now())));
    return page && this.#renderings.of(page);
  }

  /** @throws UpstreamFault */
  async answer(query: JobQuery): Promise<Rendered> {
    const range = rangeOf(query, this.#clock.now());
    const load = async () => ({ ...(await this.#pages.read(query, range)), range });
    return this.#renderings.of(await this.#cache.read(this.#key(query, range), load));
  }

  /** Something newer is known of this job. */
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

function bodyOf({ total, jobs, range }: ListPage, stale: Stale | null): object {
  const until = range.until === null ? null : isoTime(range.until);
  return { total, jobs, range: { since: isoTime(range.since), until }, stale };
}
