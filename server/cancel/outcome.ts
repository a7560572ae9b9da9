import type { CancelOutcome } from '../../contract/cancel.ts';
import type { JobState } from '../../contract/state.ts';
import type { SendResult } from './send.ts';

/** States that a job never leaves for WAITING again: a read that says so is right, however old it is. */
export type ProvenState = 'PROCESSING' | 'SUCCEED' | 'FAILED' | 'CANCELED';

/** True when the state alone proves what became of a cancel. */
export function isProof(state: JobState): state is ProvenState {
  return state === 'CANCELED' || hasStarted(state);
}

/** The outcome of a cancel before anything is sent; null when the job is waiting and the request can be sent. */
export function outcomeBefore(state: JobState): CancelOutcome | null {
  if (state === 'WAITING') return null;
  if (state === 'CANCELED') return 'already_canceled';
  return hasStarted(state) ? 'too_late' : 'refused';
}

/** The outcome that the job's state proves after a request. */
export function outcomeAfter(state: ProvenState, result: SendResult['kind']): CancelOutcome {
  if (state !== 'CANCELED') return 'too_late';
  // Our request was refused, so another one canceled the job.
  return result === 'refused' ? 'already_canceled' : 'canceled';
}

function hasStarted(state: JobState): state is Exclude<ProvenState, 'CANCELED'> {
  return state === 'PROCESSING' || state === 'SUCCEED' || state === 'FAILED';
}
