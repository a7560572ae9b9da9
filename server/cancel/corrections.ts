import type { JobState } from '../../contract/state.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { type CancelRecords, CancelTaken, type ToldCancel } from '../records/cancel-records.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import type { CancelCalls } from './calls.ts';
import { contradiction, isExplained } from './contradiction.ts';
import { confirmAfterMs } from './evidence.ts';
import { readBudgetMs, readOnce } from './read-back.ts';

const dayMs = 86_400_000;

export type CorrectionOptions = {
  records: Pick<CancelRecords, 'told' | 'of' | 'correct'>;
  /** The state that the last successful read of a job said, whatever it was made for; null when none is known. */
  lastReading: (
    appUser: string | null,
    jobId: string,
  ) => { state: JobState; beganAt: number } | null;
  callsFor: (appUser: string | null) => Pick<CancelCalls, 'read'>;
  /** How far back jobs are known. */
  days: number;
  clock: Clock;
  logger: Logger;
};

/**
 * Corrects what was recorded of cancels when later reads of their jobs contradict it: two reads, as for every word
 * that a lagging copy could have caused (docs/promises.md#cancel-is-corrected).
 */
export class Corrections {
  readonly #options: CorrectionOptions;
  #isLooking = false;
  /** The oldest one that the last look has compared; null when it has come to the end. */
  #lastTold: ToldCancel | null = null;

  constructor(options: CorrectionOptions) {
    this.#options = options;
  }

  /**
   * Compares what was told with what is known of the jobs now: the newest thousand, and the next thousand of the older ones, round
   * and round. A look while one is under way does nothing. Never throws.
   */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      for (const told of await this.#nextTold()) {
        // An error of ours with one job must not leave the others uncorrected; one of the database is that of all.
        await this.#compare(told).catch((error: unknown) => {
          if (error instanceof RecordsTrouble) throw error;
          this.#log(error);
        });
      }
    } catch (error) {
      // Trouble is logged where it was met.
      if (!(error instanceof RecordsTrouble)) this.#log(error);
    } finally {
      this.#isLooking = false;
    }
  }

  async #nextTold(): Promise<ToldCancel[]> {
    const { records, clock, days } = this.#options;
    const since = clock.now() - days * dayMs;
    const newest = await records.told(since);
    const last = this.#lastTold ?? newest.at(-1);
    const older = last === undefined ? [] : await records.told(since, last);
    this.#lastTold = older.at(-1) ?? null;
    return [...newest, ...older];
  }

  #log(error: unknown): void {
    const fields = { event: 'unexpected', ...errorFields(error) };
    this.#options.logger.error(fields, 'Correcting a cancel failed');
  }

  async #compare(told: ToldCancel): Promise<void> {
    const { records, lastReading, callsFor, clock, logger } = this.#options;
    const { id, appUser, jobId, jobType, outcome: from } = told;
    const reading = lastReading(appUser, jobId);
    const toldAt = told.correctedAt ?? told.settledAt ?? 0;
    if (!reading || reading.beganAt < toldAt) return;
    if (contradiction(told, reading.state, false) === null) return;
    const explained = isExplained(id, await records.of(jobId));
    const outcome = contradiction(told, reading.state, explained);
    if (outcome === null) return;
    const wait = reading.beganAt + confirmAfterMs - clock.now();
    // A clock that was set back since makes the pause no longer.
    await clock.sleep(Math.min(Math.max(0, wait), confirmAfterMs));
    const job = await readOnce(() => callsFor(appUser).read(jobId, jobType, readBudgetMs));
    // Could not be read, or says something else: the next look tries again.
    if (job === null || job === 'missing') return;
    if (contradiction(told, job.state, explained) !== outcome) return;
    try {
      await records.correct(told, outcome, job.state);
      const fields = { event: 'cancel_corrected', auditId: id, from, outcome, state: job.state };
      logger.warn(fields, 'Cancel corrected');
    } catch (error) {
      if (!(error instanceof CancelTaken)) throw error;
    }
  }
}
