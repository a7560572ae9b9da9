import { z } from 'zod';
import { type Cancellation, cancelOutcomes } from '../../contract/cancel.ts';
import { jobTypes } from '../../contract/job.ts';
import { jobStates } from '../../contract/state.ts';
import { sendResults } from './send.ts';

const request = {
  auditId: z.string(),
  at: z.string(),
  requestId: z.string(),
  jobId: z.string(),
  jobType: z.enum(jobTypes).nullable(),
  by: z.object({ id: z.string(), name: z.string(), role: z.string() }),
  reason: z.string().nullable(),
  priorState: z.enum(jobStates).nullable(),
};

/** A cancel that is about to be sent; on disk before it is. */
const Intent = z.object({ kind: z.literal('intent'), ...request });

/** A cancel that was not sent, with the reason. */
const Declined = z.object({
  kind: z.literal('declined'),
  ...request,
  outcome: z.enum(cancelOutcomes),
});

/** An outcome of an intent; the last one of an intent counts. */
const Outcome = z.object({
  kind: z.literal('outcome'),
  auditId: z.string(),
  at: z.string(),
  outcome: z.enum(cancelOutcomes),
  /** False while the job is watched. */
  final: z.boolean(),
  finalState: z.enum(jobStates).nullable(),
  /** What the answer to the request says; absent in older records, and null when no answer is known. */
  result: z.enum(sendResults).nullable().default(null),
  /** The answer to the request itself. */
  answer: z
    .object({
      status: z.number().nullable(),
      code: z.string().nullable(),
      requestId: z.string().nullable(),
    })
    .nullable(),
});

/** A line of the audit. */
export const AuditRecord = z.discriminatedUnion('kind', [Intent, Declined, Outcome]);
export type AuditRecord = z.output<typeof AuditRecord>;
export type Intent = z.output<typeof Intent>;
export type Declined = z.output<typeof Declined>;
export type Outcome = z.output<typeof Outcome>;

/** The `Cancellation` of a recorded request. */
export function cancellationOf(record: Intent | Declined): Cancellation {
  const declined = record.kind === 'declined';
  return {
    auditId: record.auditId,
    jobId: record.jobId,
    requestedAt: record.at,
    by: record.by,
    reason: record.reason,
    priorState: record.priorState,
    outcome: declined ? record.outcome : null,
    finalState: declined ? record.priorState : null,
    settledAt: declined ? record.at : null,
  };
}

/** The cancellation after one more outcome. */
export function withOutcome(cancellation: Cancellation, outcome: Outcome): Cancellation {
  return {
    ...cancellation,
    outcome: outcome.outcome,
    finalState: outcome.finalState,
    settledAt: outcome.final ? outcome.at : null,
  };
}

/** Parses an audit file; skips a torn last line and unknown lines. */
export function parseRecords(text: string): AuditRecord[] {
  const records: AuditRecord[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const parsed = AuditRecord.safeParse(JSON.parse(line));
      if (parsed.success) records.push(parsed.data);
    } catch {
      // Torn by a crash: reading the job back finds the outcome.
    }
  }
  return records;
}
