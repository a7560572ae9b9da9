import type { Cancellation } from '../../contract/cancel.ts';
import { isoTime } from '../lib/clock.ts';
import type { CancelRow } from '../records/schema.ts';

/** A recorded order as the page gets it. */
export function cancellationOf(row: CancelRow): Cancellation {
  return {
    auditId: row.id,
    jobId: row.jobId,
    requestedAt: isoTime(row.requestedAt),
    sentAt: timeOrNull(row.sentAt),
    by: { id: row.person, name: row.personName, role: row.role },
    reason: row.reason,
    priorState: row.priorState,
    outcome: row.outcome,
    finalState: row.finalState,
    settledAt: timeOrNull(row.settledAt),
    joined: row.joined,
    corrected: correctionOf(row),
    mayTryAgain: row.settledAt === null && row.retryAt !== null,
  };
}

function correctionOf({ correctedAt: at, correctedFrom: from }: CancelRow) {
  return at === null || from === null ? null : { at: isoTime(at), from };
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}
