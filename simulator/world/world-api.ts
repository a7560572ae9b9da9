import type { JobChange, JobSpec } from '../jobs/job-spec.ts';
import type { Fault } from './fault.ts';
import type { JournalEntry } from './journal.ts';
import type { Keys } from './keys.ts';
import type { SwitchChange, Switches } from './switches.ts';

/** What a world knows of a job, even if replies say otherwise. Success is always spelled SUCCEED. */
export type TrueJob = { jobId: string; name: string; state: string };

/** One tenant's MetaStudio: own project, keys, jobs, clock, faults and journal. */
export type World = Readonly<Keys> & {
  /** Every request of this world, the oldest first; only the newest 20 000 are certain to be there. */
  readonly journal: readonly JournalEntry[];
  /** How many requests there have been: a mark for {@link callsSince}. */
  mark(): number;
  /** The requests since a mark. @throws RangeError when the journal does not go back that far. */
  callsSince(mark: number): readonly JournalEntry[];
  readonly switches: Readonly<Switches>;
  /** Epoch ms of the world's own clock. */
  now(): number;
  setFaults(faults: Fault[]): void;
  /** Turns some switches; the others stay as they are. */
  setSwitches(switches: SwitchChange): void;
  addJob(spec: JobSpec): { jobId: string; assetId: string };
  /** Adds jobs at one moment: those with the same age are created in the same second, in the order given. */
  addJobs(specs: readonly JobSpec[]): { jobId: string; assetId: string }[];
  /** @throws RangeError when there is no such job. */
  editJob(jobId: string, change: JobChange): void;
  /** Deletes a job from the tenant: no call knows it any more. @throws RangeError when there is no such job. */
  removeJob(jobId: string): void;
  /** Lets time pass. A negative number undoes what has happened since then. */
  advanceClock(seconds: number): void;
  /** Corrects the clock, also backwards: what has happened stays, and new times are those of the corrected clock. */
  stepClock(seconds: number): void;
  /** The state of a job, even if replies say otherwise. @throws RangeError when there is no such job. */
  trueState(jobId: string): string;
  /** All jobs that exist now with their true states, in order of creation. */
  trueJobs(): TrueJob[];
  /** Ids of all jobs that exist now, in order of creation. */
  jobIds(): string[];
};
