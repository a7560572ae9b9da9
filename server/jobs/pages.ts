import type { Job } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { type MetaStudioClient, pageRead } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { type NormaliseContext, normaliseJob } from '../metastudio/normalise.ts';
import type { JobFinder } from './job-finder.ts';
import type { JobQuery } from './query.ts';
import { type Range, upstreamQuery } from './upstream-query.ts';

/** One page of jobs. */
export type Page = { total: number; jobs: Job[] };

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
    for (const wire of reply.jobs.slice(0, query.limit)) {
      const job = normaliseJob(wire, this.#context);
      // Only the job that was asked for may be shown (docs/promises.md#wrong-job).
      const isOther = query.jobId !== null && job?.id !== query.jobId;
      if (!job || isOther) {
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
    const rows = [...jobs.values()];
    return { total: total(reply.count, query.offset, rows.length), jobs: rows };
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

/** The upstream count where it is plausible, otherwise the number of jobs seen (docs/promises.md#odd-counts). */
function total(count: number | null, offset: number, rows: number): number {
  const seen = rows === 0 ? 0 : offset + rows;
  if (count === null || !Number.isSafeInteger(count) || count < seen) return seen;
  return rows === 0 && offset === 0 ? 0 : count;
}
