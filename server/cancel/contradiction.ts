import type { CancelOutcome } from '../../contract/cancel.ts';
import type { JobState } from '../../contract/state.ts';
import type { CancelRow } from '../records/schema.ts';
import { isProof, outcomeAfter } from './outcome.ts';

/** A settled cancel, as far as its outcome depends on it. */
type Settled = Pick<CancelRow, 'outcome' | 'sentAt' | 'result'>;

/**
 * The outcome that a later read of the job proves instead of the recorded one; null when it contradicts nothing
 * (docs/decisions/0030-outcomes-are-corrected.md).
 *
 * @param isExplained whether another cancel of ours accounts for a job that is CANCELED
 */
export function contradiction(
  { outcome, sentAt, result }: Settled,
  state: JobState,
  isExplained: boolean,
): CancelOutcome | null {
  const mayHaveCanceled = sentAt !== null && result !== 'refused' && !isExplained;
  switch (outcome) {
    case 'canceled':
    case 'already_canceled':
      if (!isProof(state) || state === 'CANCELED') return null;
      // Of an order that never left, only that is certain.
      return sentAt === null ? 'not_sent' : 'too_late';
    case 'refused':
    case 'too_late':
      // After a refusal it was another program, and what was told stays true.
      return state === 'CANCELED' && mayHaveCanceled ? 'canceled' : null;
    case 'not_found':
      // The job is there after all.
      if (sentAt === null) return 'not_sent';
      return isProof(state)
        ? outcomeAfter(state, mayHaveCanceled ? 'ambiguous' : 'refused')
        : 'refused';
    default:
      return null;
  }
}

/** Whether another of a job's cancels has canceled it, or may have. */
export function isExplained(id: string, ofJob: readonly CancelRow[]): boolean {
  return ofJob.some(
    (other) =>
      other.id !== id &&
      other.joined === null &&
      other.sentAt !== null &&
      (other.outcome === 'canceled' || other.settledAt === null),
  );
}
