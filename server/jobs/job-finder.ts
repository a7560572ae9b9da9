import type { JobType } from '../../contract/job.ts';
import { Lru } from '../lib/lru.ts';
import type { MetaStudioClient, ReadOptions } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { normaliseType } from '../metastudio/normalise.ts';
import type { WireDetail } from '../metastudio/normalise-detail.ts';

/** Older than any job: a search by id must not end at the service's silent one-month window (Q13). */
export const farBack = '2019-01-01T00:00:00Z';

/** A detail and the type whose path answered it. */
export type Found = { wire: WireDetail; path: JobType };

/** Finds jobs whose type nobody told, and remembers it: detail and cancel have a path for each type (Q4, Q6). */
export class JobFinder {
  readonly #known = new Lru<string, JobType>(20_000);
  readonly #client: MetaStudioClient;

  constructor(client: MetaStudioClient) {
    this.#client = client;
  }

  remember(jobId: string, type: JobType | null): void {
    if (type !== null && this.#known.get(jobId) !== type) this.#known.set(jobId, type);
  }

  /**
   * Reads a job by the path of its type: as remembered, as hinted, as the list says, at last by trying both. All of it
   * within one deadline.
   *
   * @throws UpstreamFault `job_not_found` when no path knows it; as MetaStudio rejected it when nothing says that it is
   * not there
   */
  async find(jobId: string, hint: JobType | null, options: ReadOptions): Promise<Found> {
    const search = new Search(this.#client, jobId, this.#client.within(options));
    const first = this.#known.get(jobId) ?? hint;
    const found =
      (first && (await search.byPath(first))) ??
      (await search.byList()) ??
      (await search.byPath('2d')) ??
      (await search.byPath('photo'));
    if (!found) throw search.fault();
    const { wire, path } = found;
    this.remember(jobId, wire.job_type ? normaliseType(wire.job_type) : path);
    return found;
  }
}

/** The search for one job. */
class Search {
  readonly #client: MetaStudioClient;
  readonly #jobId: string;
  readonly #options: ReadOptions;
  readonly #tried = new Set<JobType>();
  /** A path, or the list, said that there is no such job. */
  #absent = false;
  #rejection: UpstreamFault | null = null;

  constructor(client: MetaStudioClient, jobId: string, options: ReadOptions) {
    this.#client = client;
    this.#jobId = jobId;
    this.#options = options;
  }

  /** Null when this path does not know the job: told by 404 or, as for other wrong parameters, by 400. */
  async byPath(type: JobType): Promise<Found | null> {
    if (this.#tried.has(type)) return null;
    this.#tried.add(type);
    const wire = await this.#ask(() => this.#client.show(type, this.#jobId, this.#options));
    return wire && { wire, path: type };
  }

  /** Null when the list does not know the job, does not say its type, or cannot be asked for one job. */
  async byList(): Promise<Found | null> {
    const query = { job_id: this.#jobId, create_since: farBack, limit: '1', offset: '0' };
    const reply = await this.#ask(() => this.#client.list(query, this.#options));
    if (!reply) return null;
    const job = reply.jobs.find((one) => one.job_id === this.#jobId);
    if (!job) this.#absent = true;
    const type = normaliseType(job?.job_type);
    return type && (await this.byPath(type));
  }

  /** Why it was not found. */
  fault(): UpstreamFault {
    if (this.#rejection && !this.#absent) return this.#rejection;
    return new UpstreamFault('job_not_found');
  }

  async #ask<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      if (error.code === 'job_not_found') this.#absent = true;
      else if (error.code === 'upstream_rejected') this.#rejection = error;
      else throw error;
      return null;
    }
  }
}
