import type { JobCounts } from '../../contract/job.ts';
import { type FilterState, filterStates } from '../../contract/state.ts';
import { maxListLimit } from '../../wire/endpoints.ts';
import type { Clock } from '../lib/clock.ts';
import { type Cached, ReadCache } from './cache.ts';
import type { Pages } from './pages.ts';
import type { JobFilter, JobQuery } from './query.ts';
import { type Range, rangeOf } from './upstream-query.ts';

/** Jobs per state. */
export type Counts = JobCounts['counts'];

const freshMs = 10_000;

/** Counts the jobs of each state: from one page when all fit on it, otherwise by one read per state. */
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

  /** Has everything counted again, after a job changed its state. */
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
    const first = await this.#pages.read(page([], maxListLimit), range);
    const counts = noJobs();
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

function noJobs(): Counts {
  return { WAITING: 0, PROCESSING: 0, SUCCEED: 0, FAILED: 0, CANCELED: 0, BLOCK: 0, UNKNOWN: 0 };
}
