import type { JobCounts } from '../../contract/job.ts';
import { type FilterState, filterStates } from '../../contract/state.ts';
import type { Clock } from '../lib/clock.ts';
import { type Cached, ReadCache } from './cache.ts';
import type { Pages } from './pages.ts';
import type { JobFilter, JobQuery } from './query.ts';
import { type Range, rangeOf } from './upstream-query.ts';

/** Jobs by state; UNKNOWN is what the documented states leave over. */
export type Counts = JobCounts['counts'];

const freshMs = 10_000;
/** The longest page; what fits on it is counted here. */
const wholePage = 100;

/** Counts the jobs of each state; MetaStudio has no call for that. */
export class JobCounter {
  readonly #pages: Pages;
  readonly #cache: ReadCache<Counts>;
  readonly #clock: Clock;
  readonly #identity: string;

  constructor(pages: Pages, clock: Clock, identity: string) {
    this.#pages = pages;
    this.#clock = clock;
    this.#identity = identity;
    this.#cache = new ReadCache({ max: 200, clock, freshFor: () => freshMs });
  }

  /** @throws UpstreamFault */
  async count(filter: JobFilter): Promise<Cached<Counts>> {
    const range = rangeOf(filter, this.#clock.now());
    const key = JSON.stringify([this.#identity, filter, range.since]);
    return await this.#cache.read(key, () => this.#count(filter, range));
  }

  /** A job changed its state: everything is counted again. */
  invalidate(): void {
    this.#cache.amend((counts) => counts);
  }

  async #count(filter: JobFilter, range: Range): Promise<Counts> {
    const page = (states: FilterState[], limit: number): JobQuery => ({
      ...filter,
      states,
      sort: 'created',
      dir: 'desc',
      offset: 0,
      limit,
    });
    const first = await this.#pages.read(page([], wholePage), range);
    const counts = none();
    if (first.total <= first.jobs.length) {
      for (const job of first.jobs) counts[job.state]++;
      return counts;
    }
    const totals = await Promise.all(
      filterStates.map(async (state) => {
        const { total } = await this.#pages.read(page([state], 1), range);
        counts[state] = total;
        return total;
      }),
    );
    const known = totals.reduce((sum, total) => sum + total, 0);
    counts.UNKNOWN = Math.max(0, first.total - known);
    return counts;
  }
}

function none(): Counts {
  return { WAITING: 0, PROCESSING: 0, SUCCEED: 0, FAILED: 0, CANCELED: 0, BLOCK: 0, UNKNOWN: 0 };
}
