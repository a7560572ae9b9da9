import type { CancelOutcome } from '../../contract/cancel.ts';
import type { Job } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import type { CancelRow } from '../records/schema.ts';
import type { Evidence } from './evidence.ts';
import { type ReadJob, readUntilProven } from './read-back.ts';

const pauses = { first: 5000, longest: 60_000 };

export type WatchOptions = {
  read: ReadJob;
  /** Called once when another request may be sent knowingly; returns the row as it is then. */
  onMayTryAgain: (row: CancelRow) => Promise<CancelRow>;
  /** Called with the final outcome of a watched cancel. */
  onEnd: (row: CancelRow, outcome: CancelOutcome, job: Job | null) => Promise<unknown>;
  clock: Clock;
  logger: Logger;
};

/** Watches the job of an unconfirmed cancel until its outcome is proven, however long MetaStudio cannot be read. */
export async function watchCancel(
  row: CancelRow,
  evidence: Evidence,
  options: WatchOptions,
): Promise<void> {
  const { clock, logger, onMayTryAgain, onEnd } = options;
  let current = row;
  const onRead = async () => {
    if (evidence.mayTryAgain && current.retryAt === null) current = await onMayTryAgain(current);
  };
  const target = { jobId: row.jobId, type: row.jobType };
  for (;;) {
    try {
      const { outcome, job } = await readUntilProven(
        target,
        evidence,
        { ...options, onRead },
        pauses,
      );
      if (outcome !== null) await onEnd(current, outcome, job);
      return;
    } catch (error) {
      const fields = { event: 'watch_failed', auditId: row.id, ...errorFields(error) };
      logger.error(fields, 'Watch failed');
      await clock.sleep(pauses.longest);
    }
  }
}
