import { type JobType, jobTypes } from '../../contract/job.ts';
import { earliestJobTime } from '../../contract/job-query.ts';
import { Lru } from '../lib/lru.ts';
import type { MetaStudioClient, ReadOptions } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { normaliseType } from '../metastudio/normalise.ts';
import type { WireDetail } from '../metastudio/normalise-detail.ts';

/** A detail, the type whose path returned it, and the reply as it came. */
export type FoundJob = { wire: WireDetail; path: JobType; json: unknown };

/**
 * Finds jobs whose type is unknown and remembers it: detail and cancel have a path for each type
 * (docs/metastudio.md#missing-job-type).
 */
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
   * Reads a job by the path of its type: the remembered type, the hint, the type in the list, then every type. All
   * calls share one deadline.
   *
   * @throws UpstreamFault `job_not_found` when MetaStudio says that it does not exist, otherwise the rejection itself
   */
  async find(jobId: string, hint: JobType | null, options: ReadOptions): Promise<FoundJob> {
    const search = new JobSearch(this.#client, jobId, this.#client.within(options));
    const first = this.#known.get(jobId) ?? hint;
    const found =
      (first && (await search.byPath(first))) ??
      (await search.byList()) ??
      (await search.byAnyPath());
    if (!found) throw search.fault();
    const { wire, path } = found;
    this.remember(jobId, wire.job_type ? normaliseType(wire.job_type) : path);
    return found;
  }
}

/** The search for one job. */
class JobSearch {
  readonly #client: MetaStudioClient;
  readonly #jobId: string;
  readonly #options: ReadOptions;
  readonly #tried = new Set<JobType>();
  /** True once a path or the list said that there is no such job. */
  #isAbsent = false;
  #rejection: UpstreamFault | null = null;

  constructor(client: MetaStudioClient, jobId: string, options: ReadOptions) {
    this.#client = client;
    this.#jobId = jobId;
    this.#options = options;
  }

  /** Null when this path does not know the job, which it says by 404 or 400. */
  async byPath(type: JobType): Promise<FoundJob | null> {
    if (this.#tried.has(type)) return null;
    this.#tried.add(type);
    const reply = await this.#ask(() => this.#client.show(type, this.#jobId, this.#options));
    return reply && { wire: reply.detail, path: type, json: reply.json };
  }

  /** Tries every type whose path was not tried yet. */
  async byAnyPath(): Promise<FoundJob | null> {
    for (const type of jobTypes) {
      const found = await this.byPath(type);
      if (found) return found;
    }
    return null;
  }

  /** Null when the list does not have the job, does not have its type, or does not take a job id. */
  async byList(): Promise<FoundJob | null> {
    const query = { job_id: this.#jobId, create_since: earliestJobTime, limit: '1', offset: '0' };
    const reply = await this.#ask(() => this.#client.list(query, this.#options));
    if (!reply) return null;
    const job = reply.jobs.find((one) => one.job_id === this.#jobId);
    if (!job) this.#isAbsent = true;
    const type = normaliseType(job?.job_type);
    return type && (await this.byPath(type));
  }

  /** The reason why the job was not found. */
  fault(): UpstreamFault {
    if (this.#rejection && !this.#isAbsent) return this.#rejection;
    return new UpstreamFault('job_not_found');
  }

  async #ask<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      if (error.code === 'job_not_found') this.#isAbsent = true;
      else if (error.code === 'upstream_rejected') this.#rejection = error;
      else throw error;
      return null;
    }
  }
}
