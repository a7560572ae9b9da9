import type { Job, JobRaw, JobType } from '../../contract/job.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { pageRead, type ReadOptions } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { maskReply } from '../metastudio/mask.ts';
import type { NormaliseContext } from '../metastudio/normalise.ts';
import {
  type DetailBody,
  normaliseDetail,
  type WireDetail,
} from '../metastudio/normalise-detail.ts';
import { type Cached, ReadCache } from './cache.ts';
import type { JobFinder } from './job-finder.ts';

const freshMs = 2000;

/** A job that was read without the cache; `json` is the reply as it came, with all its links. */
export type FreshJob = { detail: DetailBody; wire: WireDetail; json: unknown };

/** Reads single jobs with their script. */
export class JobDetails {
  readonly #finder: JobFinder;
  readonly #context: NormaliseContext;
  readonly #clock: Clock;
  readonly #cache: ReadCache<DetailBody>;

  constructor(finder: JobFinder, context: NormaliseContext, clock: Clock) {
    this.#finder = finder;
    this.#context = context;
    this.#clock = clock;
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
    const { wire, path, json } = await this.#finder.find(jobId, hint, options);
    const detail = normaliseDetail(wire, path, this.#context);
    if (!detail) throw new UpstreamFault('upstream_malformed');
    return { detail, wire, json };
  }

  /** The reply as MetaStudio sends it now, with links and secrets masked. @throws UpstreamFault */
  async raw(jobId: string, hint: JobType | null): Promise<JobRaw> {
    const asOf = isoTime(this.#clock.now());
    const { json } = await this.fresh(jobId, hint, { ...pageRead, script: true });
    return { raw: maskReply(json), asOf };
  }

  /** Replaces a job in the cache by a newer read. */
  amend(job: Job): void {
    this.#cache.amend((detail) => (detail.id === job.id ? { ...detail, ...job } : detail));
  }
}
