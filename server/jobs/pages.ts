import type { Job } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { type MetaStudioClient, pageRead } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { type LinkContext, normaliseJob } from '../metastudio/normalise.ts';
import type { JobFinder } from './job-finder.ts';
import type { JobQuery } from './query.ts';
import { type Range, upstreamQuery } from './upstream-query.ts';

/** One page of jobs as read. */
export type Page = { total: number; jobs: Job[] };

export type PagesOptions = {
  client: MetaStudioClient;
  types: JobFinder;
  context: LinkContext;
  logger: Logger;
  clock: Clock;
};

/** `asset_name` is the obvious value and not confirmed; a refusal is not taken for the last word. */
const exactMs = 10 * 60_000;

/** Reads pages of the list. */
export class Pages {
  readonly #client: MetaStudioClient;
  readonly #types: JobFinder;
  readonly #context: LinkContext;
  readonly #logger: Logger;
  readonly #clock: Clock;
  /** Names are matched exactly until then, since MetaStudio refused `fuzzy_query_field=asset_name`. */
  #exactUntil = 0;

  constructor({ client, types, context, logger, clock }: PagesOptions) {
    this.#client = client;
    this.#types = types;
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
      // Pages shift while jobs arrive, so a job may come twice; one that was not asked for is not ours to show (E28).
      const foreign = query.jobId !== null && job?.id !== query.jobId;
      if (!job || foreign) {
        this.#logger.error({ event: 'upstream_job_dropped', foreign }, 'A job was left out');
        continue;
      }
      this.#types.remember(job.id, job.type);
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
      this.#exactUntil = this.#clock.now() + exactMs;
      this.#logger.warn({ event: 'fuzzy_refused' }, 'Names are matched exactly for ten minutes');
      return reply;
    }
  }
}

/** The count as told, where it can be true: not less than what was seen, and nothing where the first page is empty (E23). */
function total(count: number | null, offset: number, rows: number): number {
  const seen = rows === 0 ? 0 : offset + rows;
  if (count === null || !Number.isSafeInteger(count) || count < seen) return seen;
  return rows === 0 && offset === 0 ? 0 : count;
}
