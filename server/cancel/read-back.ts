import type { CancelOutcome } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { confirmAfterMs, type Evidence } from './evidence.ts';

/** Reads a job without the cache, in `budgetMs` at most. @throws UpstreamFault */
export type ReadJob = (jobId: string, type: JobType | null, budgetMs: number) => Promise<Job>;

/** What reading found; `outcome` is null while nothing is proven. `job` is the one read last, null if none was. */
export type ReadBackResult = { outcome: CancelOutcome | null; job: Job | null };

/** The longest time of one read before or after a cancel. */
export const readBudgetMs = 12_000;

/** Pauses between reads in ms: the first one, doubled up to the longest. */
export type Pauses = { first: number; longest: number };

const readBackPauses: Pauses = { first: 300, longest: 4000 };

type Target = { jobId: string; type: JobType | null };
type Reader = {
  read: ReadJob;
  clock: Clock;
  /** Called after each read that proved nothing. */
  onRead?: () => Promise<void>;
};

/**
 * Reads the job for `windowMs`, or until the outcome is proven, whatever the answer to the cancel was
 * (docs/promises.md#cancel-is-read-back).
 */
export async function readBack(
  target: Target,
  evidence: Evidence,
  reader: Reader,
  windowMs: number,
): Promise<ReadBackResult> {
  const end = reader.clock.now() + windowMs;
  return await readUntilProven(target, evidence, reader, readBackPauses, end);
}

/** Reads again and again until the outcome is proven, or the next pause would pass `end`, in ms since 1970. */
export async function readUntilProven(
  { jobId, type }: Target,
  evidence: Evidence,
  { read, clock, onRead }: Reader,
  { first, longest }: Pauses,
  end = Number.POSITIVE_INFINITY,
): Promise<ReadBackResult> {
  let job: Job | null = null;
  let pause = first;
  for (; clock.now() + pause <= end; pause = Math.min(pause * 2, longest)) {
    await clock.sleep(pause);
    const beganAt = clock.now();
    const budget = Math.max(500, Math.min(readBudgetMs, end - beganAt));
    const found = await readOnce(() => read(jobId, type, budget));
    // A failed read proves nothing.
    if (found === null) continue;
    job = found === 'missing' ? null : found;
    const outcome = evidence.add({ state: job?.state ?? 'missing', beganAt });
    if (outcome !== null) return { outcome, job };
    await onRead?.();
  }
  return { outcome: null, job };
}

/** Reads a job that is to be canceled; one that is not found is looked for a second time. @throws UpstreamFault */
export async function readBefore(
  read: ReadJob,
  clock: Clock,
  jobId: string,
  hint: JobType | null,
): Promise<Job> {
  try {
    return await read(jobId, hint, readBudgetMs);
  } catch (error) {
    if (!(error instanceof UpstreamFault) || error.code !== 'job_not_found') throw error;
    await clock.sleep(confirmAfterMs);
    return await read(jobId, hint, readBudgetMs);
  }
}

/** The job, `missing` when MetaStudio does not know it, null when it could not be read. */
export async function readOnce(read: () => Promise<Job>): Promise<Job | 'missing' | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UpstreamFault)) throw error;
    return error.code === 'job_not_found' ? 'missing' : null;
  }
}
