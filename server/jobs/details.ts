import type { Job, JobType, Stale } from '../../contract/job.ts';
import { Renderings } from '../http/renderings.ts';
import type { Rendered } from '../http/reply.ts';
import type { Clock } from '../lib/clock.ts';
import { pageRead, type ReadOptions } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { LinkContext } from '../metastudio/normalise.ts';
import {
  type DetailBody,
  normaliseDetail,
  type WireDetail,
} from '../metastudio/normalise-detail.ts';
import { ReadCache } from './cache.ts';
import type { JobTypes } from './types.ts';

const freshMs = 2000;

/** A job read just now, past every cache. */
export type FreshJob = { detail: DetailBody; wire: WireDetail };

/** Single jobs, as `GET /api/jobs/{jobId}` answers them. */
export class JobDetails {
  readonly #types: JobTypes;
  readonly #context: LinkContext;
  readonly #cache: ReadCache<DetailBody>;
  readonly #renderings = new Renderings(
    (detail: DetailBody, stale: Stale | null) => ({ ...detail, stale }),
    true,
  );

  constructor(types: JobTypes, context: LinkContext, clock: Clock) {
    this.#types = types;
    this.#context = context;
    this.#cache = new ReadCache({ max: 500, clock, freshFor: () => freshMs });
  }

  /** @throws UpstreamFault */
  async answer(jobId: string, hint: JobType | null): Promise<Rendered> {
    const key = JSON.stringify([this.#context.identity, jobId]);
    const load = async () => (await this.fresh(jobId, hint, { ...pageRead, script: true })).detail;
    return this.#renderings.of(await this.#cache.read(key, load));
  }

  /** Reads the job now: before and after a cancel, and for links. @throws UpstreamFault */
  async fresh(jobId: string, hint: JobType | null, options: ReadOptions): Promise<FreshJob> {
    const { wire, path } = await this.#types.find(jobId, hint, options);
    const detail = normaliseDetail(wire, path, this.#context);
    if (!detail) throw new UpstreamFault('upstream_malformed');
    return { detail, wire };
  }

  /** Something newer is known of this job. */
  amend(job: Job): void {
    this.#cache.amend((detail) => (detail.id === job.id ? { ...detail, ...job } : detail));
  }
}
