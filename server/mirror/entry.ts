import type { ReadMoment } from '../jobs/known-jobs.ts';
import type { Facts } from './facts.ts';

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
  /** True once the job does not exist any more; false for one that is only too old for the mirror. */
  isGone: boolean;
};

/** One job before and after a change; null when it was unknown, and when it is gone or forgotten. */
export type Change = { entry: Entry; before: Facts | null; after: Facts | null };
