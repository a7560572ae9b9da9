import type { JobType } from '../../contract/job.ts';
import { Lru } from '../lru.ts';
import type { MetaStudioClient, ReadOptions } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { normaliseType } from '../metastudio/normalise.ts';
import type { WireDetail } from '../metastudio/normalise-detail.ts';

/** Older than any job: a search by id must not end at the service's silent one-month window (Q13). */
export const farBack = '2019-01-01T00:00:00Z';

/** A detail and the type whose path answered it. */
export type Found = { wire: WireDetail; path: JobType };

/** Finds jobs whose type nobody told, and remembers it: detail and cancel have a path for each type (Q4, Q6). */
export class JobTypes {
  readonly #known = new Lru<string, JobType>(20_000);
  readonly #client: MetaStudioClient;

  constructor(client: MetaStudioClient) {
    this.#client = client;
  }

  remember(jobId: string, type: JobType | null): void {
    if (type !== null && this.#known.get(jobId) !== type) this.#known.set(jobId, type);
  }

  /**
   * Reads a job by the path of its type: as remembered, as hinted, as the list says, at last by trying both.
   *
   * @throws UpstreamFault `job_not_found` when no path knows it
   */
  async find(jobId: string, hint: JobType | null, options: ReadOptions): Promise<Found> {
    const first = this.#known.get(jobId) ?? hint;
    const tried = new Set<JobType>();
    const attempt = async (type: JobType): Promise<Found | null> => {
      if (tried.has(type)) return null;
      tried.add(type);
      return await this.#show(type, jobId, options);
    };
    const found =
      (first && (await attempt(first))) ??
      (await this.#asListed(jobId, options, attempt)) ??
      (await attempt('2d')) ??
      (await attempt('photo'));
    if (!found) throw new UpstreamFault('job_not_found');
    return found;
  }

  async #asListed(
    jobId: string,
    options: ReadOptions,
    attempt: (type: JobType) => Promise<Found | null>,
  ): Promise<Found | null> {
    const query = { job_id: jobId, create_since: farBack, limit: '1', offset: '0' };
    const { jobs } = await this.#client.list(query, options);
    const type = normaliseType(jobs.find((job) => job.job_id === jobId)?.job_type);
    return type && (await attempt(type));
  }

  /** Null when this path does not know the job: told by 404 or, as for other wrong parameters, by 400. */
  async #show(type: JobType, jobId: string, options: ReadOptions): Promise<Found | null> {
    try {
      const wire = await this.#client.show(type, jobId, options);
      this.remember(jobId, wire.job_type ? normaliseType(wire.job_type) : type);
      return { wire, path: type };
    } catch (error) {
      const elsewhere =
        error instanceof UpstreamFault &&
        (error.code === 'job_not_found' || error.code === 'upstream_rejected');
      if (!elsewhere) throw error;
      return null;
    }
  }
}
