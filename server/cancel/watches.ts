import type { CancelOutcome } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { outcomeAfter } from './outcome.ts';
import { type ReadJob, readBudgetMs } from './read-back.ts';
import type { Intent } from './record.ts';

/** How long a job is watched after its cancel was recorded. */
const watchMs = 30 * 60_000;

/** Pauses between the reads: 5 s, doubled up to 60 s. */
const firstPauseMs = 5000;
const longestPauseMs = 60_000;

export type WatchOptions = {
  read: ReadJob;
  /** Called with the final outcome of a watched cancel. */
  onEnd: (intent: Intent, outcome: CancelOutcome, job: Job | null) => Promise<unknown>;
  clock: Clock;
  logger: Logger;
};

/** Watches the jobs of unconfirmed cancels until their outcome is final. */
export class Watches {
  readonly #options: WatchOptions;
  readonly #auditIds = new Map<string, string>();

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** The audit id of the unconfirmed cancel of a job; undefined when the job is not watched. */
  auditIdOf(jobId: string): string | undefined {
    return this.#auditIds.get(jobId);
  }

  start(intent: Intent): void {
    const { jobId, jobType, auditId } = intent;
    const { read, onEnd, clock, logger } = this.#options;
    this.#auditIds.set(jobId, auditId);
    void watch({ jobId, type: jobType, since: Date.parse(intent.at) }, read, clock)
      .then(({ outcome, job }) => onEnd(intent, outcome, job))
      .catch((error: unknown) => {
        logger.error({ event: 'watch_failed', auditId, ...errorFields(error) }, 'Watch failed');
      })
      .finally(() => {
        if (this.#auditIds.get(jobId) === auditId) this.#auditIds.delete(jobId);
      });
  }
}

async function watch(
  target: { jobId: string; type: JobType | null; since: number },
  read: ReadJob,
  clock: Clock,
): Promise<{ outcome: CancelOutcome; job: Job | null }> {
  const end = target.since + watchMs;
  let job: Job | null = null;
  let timesMissing = 0;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    await clock.sleep(pause);
    try {
      job = await read(target.jobId, target.type, readBudgetMs);
      timesMissing = 0;
      const outcome = outcomeAfter(job.state, 'ambiguous');
      if (outcome) return { outcome, job };
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      timesMissing = error.code === 'job_not_found' ? timesMissing + 1 : 0;
      if (timesMissing >= 2) return { outcome: 'not_found', job: null };
    }
    // A job that still waits after half an hour was not canceled. A job that was never read proves nothing.
    if (clock.now() >= end) return { outcome: job ? 'refused' : 'unconfirmed', job };
  }
}
