import type { CancelOutcome } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { outcomeAfter } from './outcome.ts';
import type { SendResult } from './send.ts';

/** Reads a job without the cache, in `budgetMs` at most. @throws UpstreamFault */
export type ReadJob = (jobId: string, type: JobType | null, budgetMs: number) => Promise<Job>;

/** What the read-back found; `outcome` is null while the job's state proves nothing. */
export type ReadBackResult = { outcome: CancelOutcome | null; job: Job | null };

/** The longest time of one read before or after a cancel. */
export const readBudgetMs = 12_000;

/** Pauses between the reads: 0.3, 0.6, 1.2, 2.4, 4, 4, … s. */
const firstPauseMs = 300;
const longestPauseMs = 4000;

/**
 * Reads the job for `windowMs`, or until its state proves the outcome, whatever the answer to the cancel was
 * (docs/promises.md#cancel-is-read-back). A failed read proves nothing and is repeated.
 */
export async function readBack(
  target: { jobId: string; type: JobType },
  result: SendResult['kind'],
  read: ReadJob,
  { clock, windowMs }: { clock: Clock; windowMs: number },
): Promise<ReadBackResult> {
  const end = clock.now() + windowMs;
  let job: Job | null = null;
  let isMissing = false;
  let pause = firstPauseMs;
  for (; clock.now() + pause <= end; pause = Math.min(pause * 2, longestPauseMs)) {
    await clock.sleep(pause);
    try {
      const budget = Math.max(500, Math.min(readBudgetMs, end - clock.now()));
      job = await read(target.jobId, target.type, budget);
      isMissing = false;
      const outcome = outcomeAfter(job.state, result);
      if (outcome) return { outcome, job };
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      isMissing = error.code === 'job_not_found';
    }
  }
  return { outcome: isMissing ? 'not_found' : null, job };
}
