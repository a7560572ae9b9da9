import type { Job } from '../../../contract/job.ts';
import { earliestJobTime } from '../../../contract/job-query.ts';
import { maxListLimit, maxListOffset } from '../../../wire/endpoints.ts';
import type { JobFinder } from '../../jobs/job-finder.ts';
import type { ReadMoment } from '../../jobs/known-jobs.ts';
import type { Logger } from '../../lib/logger.ts';
import type { MetaStudioClient } from '../../metastudio/client.ts';
import { type NormaliseContext, normaliseJob } from '../../metastudio/normalise.ts';
import type { LaneName } from '../../metastudio/rate-limiter.ts';
import type { Query } from '../../metastudio/target.ts';
import type { Mirror } from '../mirror.ts';

/** One page of MetaStudio's list. */
export type ReadPage = {
  jobs: Job[];
  /** Entries that MetaStudio sent, or said that there are, and that are no usable job. */
  unreadable: number;
  /** Entries as they came, the unreadable ones included. */
  entries: number;
  /** Matching jobs on all pages, as MetaStudio says; null when it does not say. */
  count: number | null;
  moment: ReadMoment;
};

export type ListReaderOptions = {
  client: MetaStudioClient;
  finder: JobFinder;
  context: NormaliseContext;
  mirror: Mirror;
  logger: Logger;
  /** Resolves when a call may be made. */
  beforeCall: () => Promise<void>;
};

/** Reads pages of MetaStudio's list for the mirror. */
export class ListReader {
  readonly #options: ListReaderOptions;

  constructor(options: ListReaderOptions) {
    this.#options = options;
  }

  get mirror(): Mirror {
    return this.#options.mirror;
  }

  /**
   * Reads a page without applying it.
   *
   * @param lane `list` for what people see next, see docs/decisions/0018-order-of-reads.md
   * @throws UpstreamFault
   */
  async read(query: Query, lane: LaneName = 'background'): Promise<ReadPage> {
    const { client, finder, context, mirror, logger, beforeCall } = this.#options;
    await beforeCall();
    const moment = mirror.beginRead();
    const reply = await client.list({ limit: String(maxListLimit), ...query }, { lane });
    const jobs = new Map<string, Job>();
    let { unreadable } = reply;
    for (const wire of reply.jobs) {
      const job = normaliseJob(wire, context);
      if (!job) {
        unreadable++;
        continue;
      }
      finder.remember(job.id, job.type);
      // While jobs are added, one can be on a page twice.
      if (!jobs.has(job.id)) jobs.set(job.id, job);
    }
    if (unreadable > 0) {
      logger.warn({ event: 'upstream_entries_unreadable', count: unreadable }, 'Jobs left out');
    }
    const entries = reply.jobs.length + reply.unreadable;
    return { jobs: [...jobs.values()], unreadable, entries, count: countOf(reply.count), moment };
  }

  /**
   * Reads jobs by their ids; `absent` are those that the reply should have and has not. How many ids MetaStudio takes is
   * unconfirmed (docs/metastudio.md#list-query): after a refusal smaller batches are asked for.
   */
  async byIds(ids: readonly string[]): Promise<ReadPage & { absent: string[] }> {
    const [first] = ids;
    const filter: Query =
      ids.length === 1 && first !== undefined ? { job_id: first } : { job_ids: [...ids] };
    const page = await this.read({ ...filter, create_since: earliestJobTime, offset: '0' });
    const wanted = new Set(ids);
    const jobs = page.jobs.filter((job) => wanted.has(job.id));
    for (const job of jobs) wanted.delete(job.id);
    // A filter that is not obeyed brings other jobs, and proves nothing about those that were asked for.
    const isObeyed = jobs.length === page.jobs.length && page.unreadable === 0;
    const isWhole = page.count === null || page.count <= page.entries;
    return { ...page, jobs, absent: isObeyed && isWhole ? [...wanted] : [] };
  }
}

function countOf(count: number | null): number | null {
  return count !== null && Number.isInteger(count) && count >= 0 && count <= maxListOffset
    ? count
    : null;
}
