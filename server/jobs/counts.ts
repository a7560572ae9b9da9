import type { JobCounts } from '../../contract/job.ts';
import { type FilterState, filterStates } from '../../contract/state.ts';
import { Renderings } from '../http/renderings.ts';
import type { Rendered } from '../http/reply.ts';
import type { Clock } from '../lib/clock.ts';
import type { JobFilter, JobQuery } from '../routes/job-query.ts';
import { ReadCache } from './cache.ts';
import type { Pages } from './pages.ts';
import { type Range, rangeOf } from './upstream-query.ts';

type Counts = JobCounts['counts'];

const freshMs = 10_000;
/** The longest page; what fits on it is counted here. */
const wholePage = 100;

/** How many jobs there are in each state, as `GET /api/jobs/counts` answers it. MetaStudio has no call for that. */
export class JobCounter {
  readonly #pages: Pages;
  readonly #cache: ReadCache<Counts>;
  readonly #clock: Clock;
  readonly #identity: string;
  readonly #renderings = new Renderings((counts: Counts) => ({ counts }), false);

  constructor(pages: Pages, clock: Clock, identity: string) {
    this.#pages = pages;
    this.#clock = clock;
    this.#identity = identity;
    this.#cache = new ReadCache({ max: 200, clock, freshFor: () => freshMs });
  }

  /** @throws UpstreamFault */
  async answer(filter: JobFilter): Promise<Rendered> {
    const range = rangeOf(filter, this.#clock.now());
    const key = JSON.stringify([this.#identity, filter, range.since]);
    return this.#renderings.of(await this.#cache.read(key, () => this.#count(filter, range)));
  }

  /** A job changed its state: what was counted is counted again. */
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
