import { z } from 'zod';
import { cancelOutcomes } from '../../contract/cancel.ts';
import { jobTypes } from '../../contract/job.ts';
import { jobStates } from '../../contract/state.ts';
import { sendResults } from './schema.ts';

const request = {
  auditId: z.string(),
  at: z.iso.datetime().transform((text) => Date.parse(text)),
  requestId: z.string(),
  jobId: z.string(),
  jobType: z.enum(jobTypes).nullable(),
  by: z.object({ id: z.string(), name: z.string(), role: z.string() }),
  reason: z.string().nullable(),
  priorState: z.enum(jobStates).nullable(),
};

/** A line of the files that Dailies wrote before it had a database. */
const OldRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('intent'), ...request }),
  z.object({ kind: z.literal('declined'), ...request, outcome: z.enum(cancelOutcomes) }),
  z.object({
    kind: z.literal('outcome'),
    auditId: z.string(),
    at: z.iso.datetime().transform((text) => Date.parse(text)),
    outcome: z.enum(cancelOutcomes),
    final: z.boolean(),
    finalState: z.enum(jobStates).nullable(),
    result: z.enum(sendResults).nullable().default(null),
    answer: z
      .object({
        status: z.number().nullable(),
        code: z.string().nullable(),
        requestId: z.string().nullable(),
      })
      .nullable(),
  }),
]);
export type OldRecord = z.output<typeof OldRecord>;

/** A line as a record; null for one that is torn or unknown. */
export function parseOldRecord(text: string): OldRecord | null {
  if (text === '') return null;
  try {
    return OldRecord.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Torn by a crash: reading the job back finds the outcome.
    return null;
  }
}
