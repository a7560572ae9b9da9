import type { Job, JobType } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { pageRead, type ReadOptions } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { NormaliseContext } from '../metastudio/normalise.ts';
import {
  type DetailBody,
  normaliseDetail,
  type WireDetail,
} from '../metastudio/normalise-detail.ts';
import { type Cached, ReadCache } from './cache.ts';
import type { JobFinder } from './job-finder.ts';

const freshMs = 2000;

/** A job that was read without the cache. */
export type FreshJob = { detail: DetailBody; wire: WireDetail };

/** Reads single jobs with their script. */
export class JobDetails {
  readonly #finder: JobFinder;
  readonly #context: NormaliseContext;
  readonly #cache: ReadCache<DetailBody>;

  constructor(finder: JobFinder, context: NormaliseContext, clock: Clock) {
    this.#finder = finder;
    this.#context = context;
    this.#cache = new ReadCache({ max: 500, clock, freshFor: () => freshMs });
  }

  /** The job with its script, at most 2 s old. @throws UpstreamFault */
  async read(jobId: string, hint: JobType | null): Promise<Cached<DetailBody>> {
    const key = JSON.stringify([this.#context.identity, jobId]);
    const load = async () => (await this.fresh(jobId, hint, { ...pageRead, script: true })).detail;
    return await this.#cache.read(key, load);
  }

  /** Reads the job without the cache: around a cancel, and for its links. @throws UpstreamFault */
  async fresh(jobId: string, hint: JobType | null, options: ReadOptions): Promise<FreshJob> {
    const { wire, path } = await this.#finder.find(jobId, hint, options);
    const detail = normaliseDetail(wire, path, this.#context);
    if (!detail) throw new UpstreamFault('upstream_malformed');
    return { detail, wire };
  }

  /** Replaces a job in the cache by a newer read. */
  amend(job: Job): void {
    this.#cache.amend((detail) => (detail.id === job.id ? { ...detail, ...job } : detail));
  }
}
