import type { CancelOutcome } from '../../contract/cancel.ts';
import type { JobState } from '../../contract/state.ts';
import type { SendResult } from './send.ts';

/** The outcome of a cancel before anything is sent; null when the job is waiting and the request can be sent. */
export function outcomeBefore(state: JobState): CancelOutcome | null {
  if (state === 'WAITING') return null;
  if (state === 'CANCELED') return 'already_canceled';
  return hasStarted(state) ? 'too_late' : 'refused';
}

/** The outcome that the job's state proves after a request; null while it proves nothing yet. */
export function outcomeAfter(state: JobState, result: SendResult['kind']): CancelOutcome | null {
  if (state === 'WAITING') return result === 'refused' ? 'refused' : null;
  // Our request was refused, so another one canceled the job.
  if (state === 'CANCELED') return result === 'refused' ? 'already_canceled' : 'canceled';
  return hasStarted(state) ? 'too_late' : 'refused';
}

function hasStarted(state: JobState): boolean {
  return state === 'PROCESSING' || state === 'SUCCEED' || state === 'FAILED';
}
