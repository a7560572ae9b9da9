import type { Job } from '../../contract/job.ts';
import { maxListOffset } from '../../wire/endpoints.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { type MetaStudioClient, pageRead } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { type NormaliseContext, normaliseJob } from '../metastudio/normalise.ts';
import type { JobFinder } from './job-finder.ts';
import type { JobQuery } from './query.ts';
import { type Range, upstreamQuery } from './upstream-query.ts';

/** One page of jobs; see `JobList` for the numbers. */
export type Page = { total: number; jobs: Job[]; unreadable: number };

export type PagesOptions = {
  client: MetaStudioClient;
  finder: JobFinder;
  context: NormaliseContext;
  logger: Logger;
  clock: Clock;
};

/** How long names are matched exactly after MetaStudio refused `fuzzy_query_field=asset_name`, which is unconfirmed. */
const exactMatchMs = 10 * 60_000;

/** Reads pages of the list from MetaStudio. */
export class Pages {
  readonly #client: MetaStudioClient;
  readonly #finder: JobFinder;
  readonly #context: NormaliseContext;
  readonly #logger: Logger;
  readonly #clock: Clock;
  #exactUntil = 0;

  constructor({ client, finder, context, logger, clock }: PagesOptions) {
    this.#client = client;
    this.#finder = finder;
    this.#context = context;
    this.#logger = logger;
    this.#clock = clock;
  }

  /** @throws UpstreamFault */
  async read(query: JobQuery, range: Range): Promise<Page> {
    const reply = await this.#ask(query, range);
    const jobs = new Map<string, Job>();
    let { unreadable } = reply;
    for (const wire of reply.jobs.slice(0, query.limit)) {
      const job = normaliseJob(wire, this.#context);
      // Only the job that was asked for may be shown (docs/promises.md#wrong-job).
      const isOther = query.jobId !== null && job?.id !== query.jobId;
      if (!job || isOther) {
        if (!job) unreadable++;
        this.#logger.error(
          { event: 'upstream_job_dropped', foreign: isOther },
          'A job was left out',
        );
        continue;
      }
      this.#finder.remember(job.id, job.type);
      // Offsets shift while jobs are added, so one job can be on a page twice.
      if (!jobs.has(job.id)) jobs.set(job.id, job);
    }
    return { jobs: [...jobs.values()], ...sizes(query, reply.count, jobs.size, unreadable) };
  }

  async #ask(query: JobQuery, range: Range) {
    const options = this.#client.within(pageRead);
    const fuzzy = this.#clock.now() >= this.#exactUntil;
    try {
      return await this.#client.list(upstreamQuery(query, range, fuzzy), options);
    } catch (error) {
      const mayBeFuzzy = query.name !== null && fuzzy;
      if (!(error instanceof UpstreamFault && error.code === 'upstream_rejected' && mayBeFuzzy)) {
        throw error;
      }
      const reply = await this.#client.list(upstreamQuery(query, range, false), options);
      this.#exactUntil = this.#clock.now() + exactMatchMs;
      this.#logger.warn({ event: 'fuzzy_refused' }, 'Names are matched exactly for ten minutes');
      return reply;
    }
  }
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
): Pick<Page, 'total' | 'unreadable'> {
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
