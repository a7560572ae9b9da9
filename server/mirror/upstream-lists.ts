import type { Counts, Job } from '../../contract/job.ts';
import { filterStates } from '../../contract/state.ts';
import { maxListLimit, maxListOffset } from '../../wire/endpoints.ts';
import { type Cached, ReadCache } from '../jobs/cache.ts';
import type { JobFinder } from '../jobs/job-finder.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { listRead, type MetaStudioClient } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { type NormaliseContext, normaliseJob } from '../metastudio/normalise.ts';
import type { JobQuery } from './job-query.ts';
import { noJobs } from './tally.ts';
import { type Range, upstreamQuery } from './upstream-query.ts';

/** One page of jobs as MetaStudio answers it; see `JobList` for the numbers. */
export type UpstreamPage = { total: number; jobs: Job[]; unreadable: number; counts: Counts };

export type UpstreamListOptions = {
  client: MetaStudioClient;
  finder: JobFinder;
  context: NormaliseContext;
  logger: Logger;
  clock: Clock;
};

/** How long names are matched exactly after MetaStudio refused `fuzzy_query_field=asset_name`, which is unconfirmed. */
const exactMatchMs = 10 * 60_000;
const freshMs = 5000;
const countsFreshMs = 30_000;

/**
 * Pages of the list that the mirror cannot answer, read from MetaStudio and cached for seconds: jobs from before the
 * mirror's window, and those of one script.
 */
export class UpstreamLists {
  readonly #options: UpstreamListOptions;
  readonly #pages: ReadCache<UpstreamPage>;
  readonly #counts: ReadCache<Counts>;
  #exactUntil = 0;

  constructor(options: UpstreamListOptions) {
    const { clock } = options;
    this.#options = options;
    this.#pages = new ReadCache({ max: 200, clock, freshFor: () => freshMs });
    this.#counts = new ReadCache({ max: 200, clock, freshFor: () => countsFreshMs });
  }

  /**
   * @param signal of the caller, who may give up
   * @throws UpstreamFault
   */
  async read(query: JobQuery, range: Range, signal?: AbortSignal): Promise<Cached<UpstreamPage>> {
    const read = async (abandoned: AbortSignal) => {
      const page = await this.#read(query, range, abandoned);
      const isAll = query.states.length === 0 && page.jobs.length >= page.total;
      const counts = isAll ? countsOf(page.jobs) : await this.#count(query, range, abandoned);
      return { ...page, counts };
    };
    return await this.#pages.read(JSON.stringify([query, range]), read, signal);
  }

  async #read(
    query: JobQuery,
    range: Range,
    signal: AbortSignal,
  ): Promise<Omit<UpstreamPage, 'counts'>> {
    const { finder, context, logger } = this.#options;
    const reply = await this.#ask(query, range, signal);
    const jobs = new Map<string, Job>();
    let { unreadable } = reply;
    for (const wire of reply.jobs.slice(0, query.limit)) {
      const job = normaliseJob(wire, context);
      // Only the job that was asked for may be shown (docs/promises.md#wrong-job).
      const isOther = query.jobId !== null && job?.id !== query.jobId;
      if (!job || isOther) {
        if (!job) unreadable++;
        const event = job ? 'upstream_mixed_up' : 'upstream_job_dropped';
        logger.error({ event }, 'A job was left out');
        continue;
      }
      finder.remember(job.id, job.type);
      // Offsets shift while jobs are added, so one job can be on a page twice.
      if (!jobs.has(job.id)) jobs.set(job.id, job);
    }
    return { jobs: [...jobs.values()], ...sizes(query, reply.count, jobs.size, unreadable) };
  }

  /** Jobs of each state: from one page when all fit on it, otherwise by one read per state. */
  async #count(query: JobQuery, range: Range, signal: AbortSignal): Promise<Counts> {
    const filter: JobQuery = {
      ...query,
      states: [],
      sort: 'created',
      dir: 'desc',
      offset: 0,
      limit: maxListLimit,
      at: null,
    };
    const key = JSON.stringify([filter, range]);
    const count = async (abandoned: AbortSignal) => {
      const first = await this.#read(filter, range, abandoned);
      if (first.jobs.length >= first.total) return countsOf(first.jobs);
      const counts = noJobs();
      const totals = await Promise.all(
        filterStates.map(async (state) => {
          const { total } = await this.#read(
            { ...filter, states: [state], limit: 1 },
            range,
            abandoned,
          );
          counts[state] = total;
          return total;
        }),
      );
      const known = totals.reduce((sum, total) => sum + total, 0);
      counts.UNKNOWN = Math.max(0, first.total - known);
      return counts;
    };
    return (await this.#counts.read(key, count, signal)).value;
  }

  async #ask(query: JobQuery, range: Range, signal: AbortSignal) {
    const { client, clock, logger } = this.#options;
    const options = client.within({ ...listRead, signal });
    const fuzzy = clock.now() >= this.#exactUntil;
    try {
      return await client.list(upstreamQuery(query, range, fuzzy), options);
    } catch (error) {
      const mayBeFuzzy = query.text !== null && fuzzy;
      if (!(error instanceof UpstreamFault && error.code === 'upstream_rejected' && mayBeFuzzy)) {
        throw error;
      }
      const reply = await client.list(upstreamQuery(query, range, false), options);
      this.#exactUntil = clock.now() + exactMatchMs;
      logger.warn({ event: 'fuzzy_refused' }, 'Names are matched exactly for ten minutes');
      return reply;
    }
  }
}

function countsOf(jobs: readonly Job[]): Counts {
  const counts = noJobs();
  for (const job of jobs) counts[job.state]++;
  return counts;
}

/**
 * The total, and the entries of this page that could not be read (docs/promises.md#odd-counts). MetaStudio's count is
 * believed where it is one and not less than what was seen. An empty page within that count has entries that are missing
 * altogether: there are jobs, so "no jobs" would be false.
 */
function sizes(
  { jobId, offset, limit }: JobQuery,
  count: number | null,
  jobs: number,
  unreadable: number,
): Pick<UpstreamPage, 'total' | 'unreadable'> {
  const entries = jobs + unreadable;
  // Other jobs than the one asked for were dropped, and their count says nothing about it.
  if (jobId !== null) return { total: entries, unreadable };
  const seen = entries === 0 ? 0 : offset + entries;
  if (count === null || !isCount(count) || count <= seen) return { total: seen, unreadable };
  if (entries > 0) return { total: count, unreadable };
  return { total: count, unreadable: Math.min(limit, Math.max(0, count - offset)) };
}

function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 0 && count <= maxListOffset;
}
