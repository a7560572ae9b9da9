import type { Job } from '../../contract/job.ts';
import { jobStates } from '../../contract/state.ts';
import type { ReadMoment } from '../jobs/known-jobs.ts';

/** A job with what filters and orders compare, made once. Replaced as a whole when the job changes. */
export type Facts = {
  readonly job: Job;
  /** Place of its state in `jobStates`: counting by it is four times faster than by its name. */
  readonly stateIndex: number;
  /** Creation and last change in ms since 1970; null when unknown. */
  readonly created: number | null;
  readonly updated: number | null;
  /** The name as searches compare it. */
  readonly text: string;
};

/** The place of one job in the mirror. */
export type Entry = {
  readonly id: string;
  /** Number of the place, for bit sets; never used again. */
  readonly slot: number;
  /** Version of the last change. */
  version: number;
  /** The last read that brought the job. */
  read: ReadMoment;
  /** How many reads had begun when that one was answered: those of them that began later were under way beside it. */
  readsBegun: number;
  /** What is known now, or was known last. */
  facts: Facts;
  /** True once the job does not exist any more. */
  isGone: boolean;
};

/** One job before and after a change; null when it was unknown, and when it is gone. */
export type Change = { entry: Entry; before: Facts | null; after: Facts | null };

export function factsOf(job: Job): Facts {
  return {
    job,
    stateIndex: jobStates.indexOf(job.state),
    created: job.createdAt === null ? null : Date.parse(job.createdAt),
    updated: job.updatedAt === null ? null : Date.parse(job.updatedAt),
    text: comparable(job.name ?? ''),
  };
}

/** Text as searches compare it: full-width and other compatible letters are the same, case does not matter. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
