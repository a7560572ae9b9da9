import type { Job, JobType } from './job.ts';
import type { ProblemSummary } from './problem.ts';
import type { JobState } from './state.ts';

/**
 * Result of a cancel, decided by the job's state and never by the reply alone (docs/promises.md#cancel-is-read-back), and
 * corrected when later reads contradict it:
 * - `canceled`: the job is CANCELED after our request;
 * - `already_canceled`: it was CANCELED before our request, or by another one at the same time;
 * - `too_late`: it had started or ended;
 * - `refused`: MetaStudio refused and the job is still waiting, or its state cannot be cancelled;
 * - `not_found`: MetaStudio does not know the job;
 * - `not_sent`: nothing was sent (busy, no records, MetaStudio unreachable before the request);
 * - `unconfirmed`: sent, but the job's state does not confirm it yet; the proxy keeps watching the job.
 */
export const cancelOutcomes = [
  'canceled',
  'already_canceled',
  'too_late',
  'refused',
  'not_found',
  'not_sent',
  'unconfirmed',
] as const;

export type CancelOutcome = (typeof cancelOutcomes)[number];

/**
 * Body of `POST /api/jobs/{jobId}/cancel`; `reason` has at most {@link maxReasonLength} UTF-16 code units. `again` sends
 * another request although an earlier one is unconfirmed; it counts only once that one may be tried again.
 */
export type CancelRequest = { reason?: string; type?: JobType; again?: boolean };

export const maxReasonLength = 200;

/** Reply of `POST /api/jobs/{jobId}/cancel`: 200, or 202 while `outcome` is `unconfirmed`. */
export type CancelReply = {
  outcome: CancelOutcome;
  /** The job as it was last read; null when it could not be read. */
  job: Job | null;
  /** Of this person's own order, also when it joined another. */
  auditId: string;
  /** The earlier cancel that this order joined: nothing was sent for this one, and the outcome is that one's. */
  joined: { auditId: string; by: string } | null;
  /** The problem that the request ran into, where it adds to the outcome. */
  problem: ProblemSummary | null;
};

/** One person's order to cancel a job. */
export type Cancellation = {
  auditId: string;
  jobId: string;
  requestedAt: string;
  /** Null when nothing was sent, or not yet. */
  sentAt: string | null;
  by: { id: string; name: string; role: string };
  reason: string | null;
  priorState: JobState | null;
  /** Null while the cancel is under way; `unconfirmed` while the proxy watches the job. */
  outcome: CancelOutcome | null;
  finalState: JobState | null;
  settledAt: string | null;
  /** The cancel that this order joined. */
  joined: string | null;
  /** When later reads of the job took back what was recorded as its outcome before; null while they have not. */
  corrected: { at: string; from: CancelOutcome } | null;
  /** True when the job was still waiting so long after the request that another one may be sent. */
  mayTryAgain: boolean;
};

/** Reply of `GET /api/jobs/{jobId}/cancellations`, newest first. */
export type Cancellations = { cancellations: Cancellation[] };

/** Reply of `GET /api/cancellations`: what is not settled yet, of all jobs, newest first. */
export type OpenCancellations = { open: Cancellation[] };
