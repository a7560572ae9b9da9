import type { CancelOutcome } from '../../contract/cancel.ts';
import type { Job } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import type { Evidence } from './evidence.ts';
import { type ReadJob, readUntilProven } from './read-back.ts';
import type { Intent } from './record.ts';

const pauses = { first: 5000, longest: 60_000 };

export type WatchOptions = {
  read: ReadJob;
  /** Called with the final outcome of a watched cancel. */
  onEnd: (intent: Intent, outcome: CancelOutcome, job: Job | null) => Promise<unknown>;
  clock: Clock;
  logger: Logger;
};

/** Watches the jobs of unconfirmed cancels until their outcome is proven, however long MetaStudio cannot be read. */
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

  /** @param evidence what earlier reads of this process said, if there were any */
  start(intent: Intent, evidence: Evidence): void {
    const { jobId, auditId } = intent;
    const { logger } = this.#options;
    this.#auditIds.set(jobId, auditId);
    void this.#watch(intent, evidence)
      .catch((error: unknown) => {
        logger.error({ event: 'watch_failed', auditId, ...errorFields(error) }, 'Watch failed');
      })
      .finally(() => {
        if (this.#auditIds.get(jobId) === auditId) this.#auditIds.delete(jobId);
      });
  }

  async #watch(intent: Intent, evidence: Evidence): Promise<void> {
    const { jobId, jobType: type } = intent;
    const { outcome, job } = await readUntilProven(
      { jobId, type },
      evidence,
      this.#options,
      pauses,
    );
    if (outcome !== null) await this.#options.onEnd(intent, outcome, job);
  }
}
