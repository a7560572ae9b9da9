import type { Job, JobType } from './job.ts';
import type { ProblemSummary } from './problem.ts';
import type { JobState } from './state.ts';

/**
 * What became of a cancel, told by the job's own state and never by the reply alone (reliability 3.4):
 * - `canceled`: the job is CANCELED, after a request that we sent;
 * - `already_canceled`: it was CANCELED before ours was sent, or somebody else's came first;
 * - `too_late`: it had started or ended;
 * - `refused`: MetaStudio said no and the job is still waiting, or the state is one that cannot be cancelled;
 * - `not_found`: MetaStudio does not know the job;
 * - `not_sent`: nothing was sent (busy, no audit, MetaStudio unreachable before the request);
 * - `unconfirmed`: sent, and the job's state does not tell yet; the proxy goes on watching.
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

/** Body of `POST /api/jobs/{jobId}/cancel`; reason: free text of at most {@link maxReasonLength} characters. */
export type CancelRequest = { reason?: string; type?: JobType };

export const maxReasonLength = 200;

/** Reply of `POST /api/jobs/{jobId}/cancel`: 200, or 202 while `outcome` is `unconfirmed`. */
export type CancelReply = {
  outcome: CancelOutcome;
  /** The job as read last; null when it could not be read. */
  job: Job | null;
  auditId: string;
  /** What MetaStudio or the way to it answered, when that says more than the outcome. */
  problem: ProblemSummary | null;
};

/** One cancel of a job, as `GET /api/jobs/{jobId}/cancellations` lists them, newest first. */
export type Cancellation = {
  auditId: string;
  jobId: string;
  requestedAt: string;
  by: { id: string; name: string; role: string };
  reason: string | null;
  priorState: JobState | null;
  /** Null while it is being carried out; `unconfirmed` while the proxy watches. */
  outcome: CancelOutcome | null;
  finalState: JobState | null;
  settledAt: string | null;
};

export type Cancellations = { cancellations: Cancellation[] };
