import type { CancelOutcome } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { outcomeAfter, type Sending } from './outcome.ts';

/** Reads a job past every cache, within so many ms. @throws UpstreamFault */
export type ReadJob = (jobId: string, type: JobType | null, budgetMs: number) => Promise<Job>;

/** What reading back found; `outcome` null: the state does not tell yet. */
export type Finding = { outcome: CancelOutcome | null; job: Job | null };

/** Pauses between the reads after a cancel: 0.3, 0.6, 1.2, 2.4, 4, 4, … s. */
const firstPauseMs = 300;
const longestPauseMs = 4000;

/** Pauses of the watch: 5 s, doubling to 60 s, for 30 min. */
const watchMs = 30 * 60_000;

/**
 * Reads the job until its state tells what became of the request, whatever the answer to the request was. A read that
 * fails tells nothing about the job and is tried again.
 */
export async function readBack(
  target: { jobId: string; type: JobType },
  sending: Sending['kind'],
  read: ReadJob,
  { clock, windowMs }: { clock: Clock; windowMs: number },
): Promise<Finding> {
  const end = clock.now() + windowMs;
  let job: Job | null = null;
  let gone = false;
  let pause = firstPauseMs;
  for (; clock.now() + pause <= end; pause = Math.min(pause * 2, longestPauseMs)) {
    await clock.sleep(pause);
    try {
      const budget = Math.max(500, Math.min(12_000, end - clock.now()));
      job = await read(target.jobId, target.type, budget);
      gone = false;
      const outcome = outcomeAfter(job.state, sending);
      if (outcome) return { outcome, job };
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      gone = error.code === 'job_not_found';
    }
  }
  return { outcome: gone ? 'not_found' : null, job };
}

/** Goes on reading after {@link readBack} gave up; answers the final outcome. */
export async function watch(
  target: { jobId: string; type: JobType | null; since: number },
  read: ReadJob,
  clock: Clock,
): Promise<{ outcome: CancelOutcome; job: Job | null }> {
  const end = target.since + watchMs;
  let job: Job | null = null;
  let gone = 0;
  for (let pause = 5000; ; pause = Math.min(pause * 2, 60_000)) {
    await clock.sleep(pause);
    try {
      job = await read(target.jobId, target.type, 12_000);
      gone = 0;
      const outcome = outcomeAfter(job.state, 'ambiguous');
      if (outcome) return { outcome, job };
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      gone = error.code === 'job_not_found' ? gone + 1 : 0;
      if (gone >= 2) return { outcome: 'not_found', job: null };
    }
    // Waiting still, after so long: the request had no effect and will have none. Never read: it cannot be told.
    if (clock.now() >= end) return { outcome: job ? 'refused' : 'unconfirmed', job };
  }
}
