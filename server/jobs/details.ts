import type { JobRaw, JobType } from '../../contract/job.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { pageRead, type ReadOptions } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { maskReply } from '../metastudio/mask.ts';
import type { NormaliseContext } from '../metastudio/normalise.ts';
import {
  type DetailBody,
  jobOf,
  normaliseDetail,
  type WireDetail,
} from '../metastudio/normalise-detail.ts';
import { type Cached, ReadCache } from './cache.ts';
import type { JobFinder } from './job-finder.ts';
import type { KnownJobs, ReadMoment } from './known-jobs.ts';
import { scriptText } from './script-text.ts';

const freshMs = 2000;

/** A job that was read without the cache; `json` is the reply as it came, with all its links. */
export type FreshJob = { detail: DetailBody; wire: WireDetail; json: unknown };

/** Reads single jobs with their script. */
export class JobDetails {
  readonly #finder: JobFinder;
  readonly #context: NormaliseContext;
  readonly #known: KnownJobs;
  readonly #clock: Clock;
  readonly #cache: ReadCache<{ detail: DetailBody; moment: ReadMoment }>;

  constructor(finder: JobFinder, context: NormaliseContext, known: KnownJobs, clock: Clock) {
    this.#finder = finder;
    this.#context = context;
    this.#known = known;
    this.#clock = clock;
    this.#cache = new ReadCache({ max: 500, clock, freshFor: () => freshMs });
  }

  /**
   * The job with its script, at most 2 s old; its state and times may be newer than its script.
   *
   * @param signal of the caller, who may give up
   * @throws UpstreamFault
   */
  async read(
    jobId: string,
    hint: JobType | null,
    signal?: AbortSignal,
  ): Promise<Cached<DetailBody>> {
    const read = async (abandoned: AbortSignal) => {
      const moment = this.#known.beginRead();
      const options = { ...pageRead, script: true, signal: abandoned };
      return { detail: (await this.fresh(jobId, hint, options)).detail, moment };
    };
    const { value, ...age } = await this.#cache.read(jobId, read, signal);
    const latest = this.#known.latest(jobId, value.moment);
    return { ...age, value: latest ? { ...value.detail, ...latest } : value.detail };
  }

  /** Reads the job without the cache: around a cancel, and for its links. @throws UpstreamFault */
  async fresh(jobId: string, hint: JobType | null, options: ReadOptions): Promise<FreshJob> {
    const moment = this.#known.beginRead();
    const { wire, path, json } = await this.#finder.find(jobId, hint, options);
    const detail = normaliseDetail(wire, path, this.#context);
    if (!detail) throw new UpstreamFault('upstream_malformed');
    this.#known.update(jobOf(detail), moment);
    if (options.script) this.#known.learnScript(jobId, scriptText(detail.scenes));
    return { detail, wire, json };
  }

  /** The reply as MetaStudio sends it now, with links and secrets masked. @throws UpstreamFault */
  async raw(jobId: string, hint: JobType | null): Promise<JobRaw> {
    const asOf = isoTime(this.#clock.now());
    const { json } = await this.fresh(jobId, hint, { ...pageRead, script: true });
    return { raw: maskReply(json), asOf };
  }
}
