import { z } from 'zod';
import { type Cancellation, cancelOutcomes } from '../../contract/cancel.ts';
import { jobStates } from '../../contract/state.ts';

const asked = {
  auditId: z.string(),
  at: z.string(),
  requestId: z.string(),
  jobId: z.string(),
  jobType: z.enum(['2d', 'photo']).nullable(),
  by: z.object({ id: z.string(), name: z.string(), role: z.string() }),
  reason: z.string().nullable(),
  priorState: z.enum(jobStates).nullable(),
};

/** Written and on disk before a cancel is sent. */
const Intent = z.object({ kind: z.literal('intent'), ...asked });

/** A cancel of which nothing was sent, and why not. */
const Declined = z.object({
  kind: z.literal('declined'),
  ...asked,
  outcome: z.enum(cancelOutcomes),
});

/** What became of an intent; there may be several, the last one counts. */
const Outcome = z.object({
  kind: z.literal('outcome'),
  auditId: z.string(),
  at: z.string(),
  outcome: z.enum(cancelOutcomes),
  /** False while the job is watched further. */
  final: z.boolean(),
  finalState: z.enum(jobStates).nullable(),
  /** What the way to MetaStudio answered to the request itself. */
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

/** A request as `GET /api/jobs/{jobId}/cancellations` shows it. */
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

/** The same after one more outcome. */
export function settled(cancellation: Cancellation, outcome: Outcome): Cancellation {
  return {
    ...cancellation,
    outcome: outcome.outcome,
    finalState: outcome.finalState,
    settledAt: outcome.final ? outcome.at : null,
  };
}

/** Lines of an audit file; a torn last line, or one that is not ours, is passed over. */
export function parseRecords(text: string): AuditRecord[] {
  const records: AuditRecord[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const parsed = AuditRecord.safeParse(JSON.parse(line));
      if (parsed.success) records.push(parsed.data);
    } catch {
      // Cut off by a crash: what it would have said is found out from the job itself.
    }
  }
  return records;
}
