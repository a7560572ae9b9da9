import type { Job, JobType } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { pageRead, type ReadOptions } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { LinkContext } from '../metastudio/normalise.ts';
import {
  type DetailBody,
  normaliseDetail,
  type WireDetail,
} from '../metastudio/normalise-detail.ts';
import { type Cached, ReadCache } from './cache.ts';
import type { JobFinder } from './job-finder.ts';

const freshMs = 2000;

/** A job read just now, past every cache. */
export type FreshJob = { detail: DetailBody; wire: WireDetail };

/** Single jobs with their script. */
export class JobDetails {
  readonly #types: JobFinder;
  readonly #context: LinkContext;
  readonly #cache: ReadCache<DetailBody>;

  constructor(types: JobFinder, context: LinkContext, clock: Clock) {
    this.#types = types;
    this.#context = context;
    this.#cache = new ReadCache({ max: 500, clock, freshFor: () => freshMs });
  }

  /** The job with its script, a moment old at most. @throws UpstreamFault */
  async read(jobId: string, hint: JobType | null): Promise<Cached<DetailBody>> {
    const key = JSON.stringify([this.#context.identity, jobId]);
    const load = async () => (await this.fresh(jobId, hint, { ...pageRead, script: true })).detail;
    return await this.#cache.read(key, load);
  }

  /** Reads the job now: before and after a cancel, and for links. @throws UpstreamFault */
  async fresh(jobId: string, hint: JobType | null, options: ReadOptions): Promise<FreshJob> {
    const { wire, path } = await this.#types.find(jobId, hint, options);
    const detail = normaliseDetail(wire, path, this.#context);
    if (!detail) throw new UpstreamFault('upstream_malformed');
    return { detail, wire };
  }

  /** Replaces what is known of a job by what a newer read says. */
  amend(job: Job): void {
    this.#cache.amend((detail) => (detail.id === job.id ? { ...detail, ...job } : detail));
  }
}
