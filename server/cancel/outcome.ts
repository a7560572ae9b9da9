import type { CancelOutcome } from '../../contract/cancel.ts';
import type { JobState } from '../../contract/state.ts';
import type { UpstreamFault } from '../metastudio/errors.ts';

/** What the answer to the one request was. */
export type Sending =
  /** 2xx: taken, which is not yet done. */
  | { kind: 'accepted'; status: number; requestId: string | null }
  /** A plain no: nothing was done by this request. */
  | { kind: 'declined'; fault: UpstreamFault }
  /** Nothing left, or it was turned away unseen: nothing can have been done. */
  | { kind: 'not_sent'; fault: UpstreamFault }
  /** Sent, and the answer does not tell: it may be done, may yet be done, may never be. */
  | { kind: 'ambiguous'; fault: UpstreamFault };

/** Sorts an answer that was not a 2xx (reliability 3.3, rows 5 to 15). */
export function sendingOf(fault: UpstreamFault): Sending {
  if (!fault.sent) return { kind: 'not_sent', fault };
  switch (fault.code) {
    case 'upstream_throttled':
      return { kind: 'not_sent', fault };
    case 'upstream_credentials':
    case 'upstream_clock_skew':
    case 'upstream_forbidden':
    case 'upstream_misconfigured':
    case 'upstream_rejected':
    case 'job_not_found':
      return { kind: 'declined', fault };
    default:
      return { kind: 'ambiguous', fault };
  }
}

/** The outcome when a job is found not to be waiting before anything is sent; null when it is waiting. */
export function outcomeBefore(state: JobState): CancelOutcome | null {
  if (state === 'WAITING') return null;
  if (state === 'CANCELED') return 'already_canceled';
  return startedOrEnded(state) ? 'too_late' : 'refused';
}

/** The outcome that a job's state tells after a request; null while it tells nothing yet. */
export function outcomeAfter(state: JobState, sending: Sending['kind']): CancelOutcome | null {
  if (state === 'WAITING') return sending === 'declined' ? 'refused' : null;
  // After a plain no, whoever canceled it was somebody else.
  if (state === 'CANCELED') return sending === 'declined' ? 'already_canceled' : 'canceled';
  return startedOrEnded(state) ? 'too_late' : 'refused';
}

function startedOrEnded(state: JobState): boolean {
  return state === 'PROCESSING' || state === 'SUCCEED' || state === 'FAILED';
}
