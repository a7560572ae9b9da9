import type { Job } from '../../contract/job.ts';

/**
 * When a read began. Reads are compared by their order, because the clock can be set back; `at` is in ms since 1970.
 */
export type ReadMoment = { readonly order: number; readonly at: number };

/** What is known about jobs from all reads; of two reads the one that began later is right. */
export type KnownJobs = {
  /** To be called when a read begins. */
  beginRead(): ReadMoment;
  /** Takes over a job that was read. */
  update(job: Job, moment: ReadMoment): void;
  /** Takes over the words of a job's script: searches find the job by them from now on. */
  learnScript(jobId: string, script: string): void;
  /** The job of the latest read, if that is not older than `moment`; otherwise null. */
  latest(jobId: string, moment: ReadMoment): Job | null;
};
