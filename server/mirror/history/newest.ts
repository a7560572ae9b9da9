import type { Job } from '../../../contract/job.ts';
import { isoTime } from '../../lib/clock.ts';

/**
 * Keeps those of many jobs that were created last. Fast when they come newest first: what is too old is then told by its
 * text alone, because parsing the times of 100 000 jobs takes longer than all the rest.
 */
export class NewestJobs {
  readonly #count: number;
  readonly #until: number;
  /** Jobs that were created before this are not wanted. */
  #since: string;
  #jobs: Job[] = [];
  #times: number[] = [];

  /** Keeps `count` jobs at most, created in the range from `since` to `until` (ms since 1970). */
  constructor(count: number, since: number, until: number) {
    this.#count = count;
    this.#until = until;
    this.#since = isoTime(since);
  }

  add(job: Job): void {
    if (job.createdAt === null || job.createdAt < this.#since) return;
    const time = Date.parse(job.createdAt);
    if (!(time <= this.#until)) return;
    this.#jobs.push(job);
    this.#times.push(time);
    if (this.#jobs.length >= 2 * this.#count) this.#trim();
  }

  /** In the order in which they were added. */
  jobs(): readonly Job[] {
    if (this.#jobs.length > this.#count) this.#trim();
    return this.#jobs;
  }

  #trim(): void {
    const times = this.#times;
    const limit = Float64Array.from(times).sort()[times.length - this.#count] ?? 0;
    // Many jobs may have been created at that moment: as many of them stay as there is room for.
    let room = this.#count - times.filter((time) => time > limit).length;
    const stays = times.map((time) => time > limit || (time === limit && room-- > 0));
    this.#jobs = this.#jobs.filter((_, i) => stays[i]);
    this.#times = times.filter((_, i) => stays[i]);
    this.#since = isoTime(limit);
  }
}
