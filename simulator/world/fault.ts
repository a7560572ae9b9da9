import { z } from 'zod';
import { type EndpointName, endpoints } from '../../wire/endpoints.ts';

const ms = z.number().min(0).max(3_600_000);
/** What becomes of the reply to a cancel whose fate is decided already. */
const Lost = z.enum(['200', '500', 'reset', 'hang', 'html', 'truncate']);

const kinds = [
  z.strictObject({ kind: z.literal('delay'), ms: ms.default(3000) }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('reset'), afterBytes: z.number().int().min(0).default(0) }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(200).max(599).default(500),
    code: z.string().default('MSS.00000004'),
    message: z.string().default('Internal Error'),
  }),
  z.strictObject({
    kind: z.literal('html'),
    status: z.number().int().min(200).max(599).default(502),
  }),
  z.strictObject({ kind: z.literal('truncate') }),
  z.strictObject({
    kind: z.literal('drip'),
    bytes: z.number().int().min(1).default(16),
    everyMs: ms.default(100),
  }),
  z.strictObject({ kind: z.literal('emptyBody') }),
  z.strictObject({
    kind: z.literal('tooManyRequests'),
    retryAfter: z.union([z.string(), z.number()]).optional(),
  }),
  z.strictObject({
    kind: z.literal('wrongShape'),
    shape: z
      .enum(['jobsText', 'jobsNull', 'null', 'list', 'text', 'number', 'deep', 'notJson'])
      .default('jobsText'),
  }),
  z.strictObject({ kind: z.literal('unknownState'), state: z.string().default('ARCHIVING') }),
  z.strictObject({
    kind: z.literal('gzipBomb'),
    megabytes: z.number().int().min(1).max(512).default(64),
  }),
  z.strictObject({
    kind: z.literal('redirect'),
    location: z.string().default('/moved'),
    status: z.number().int().min(300).max(399).default(302),
  }),
  z.strictObject({ kind: z.literal('cancelAppliedReplyLost'), how: Lost.default('500') }),
  z.strictObject({ kind: z.literal('cancelLost'), how: Lost.default('200') }),
  z.strictObject({ kind: z.literal('cancelRace') }),
  z.strictObject({
    kind: z.literal('cancelLateApply'),
    afterSeconds: z.number().min(0).default(30),
    how: Lost.default('500'),
  }),
  z.strictObject({ kind: z.literal('mixedUpJob') }),
  z.strictObject({ kind: z.literal('mediaExpired') }),
  z.strictObject({ kind: z.literal('mediaRefused') }),
  z.strictObject({
    kind: z.literal('mediaSlow'),
    bytes: z.number().int().min(1).default(4096),
    everyMs: ms.default(100),
  }),
] as const;

const FaultKindSchema = z.discriminatedUnion('kind', kinds);
/** What goes wrong, with all its details. */
export type FaultAct = z.output<typeof FaultKindSchema>;

const operationNames = Object.keys(endpoints);

/** Where a fault strikes: every condition given must hold. Without an operation its kind decides (see {@link applies}). */
const Match = z.strictObject({
  operation: z
    .custom<EndpointName | 'obs' | 'iam' | '*'>(
      (value) =>
        typeof value === 'string' && [...operationNames, 'obs', 'iam', '*'].includes(value),
    )
    .optional(),
  jobId: z.string().optional(),
  nameIncludes: z.string().optional(),
});

const common = {
  match: Match.default({}),
  /** How often it strikes; for ever when left out. */
  times: z.number().int().min(1).optional(),
  /** Waits so long before anything else happens. */
  afterMs: ms.optional(),
};

/** A fault as it is given to a world: `{match, kind, times?, afterMs?, …details of the kind}`. */
export const FaultInput = z
  .looseObject({ ...common, kind: z.string() })
  .transform((value, context) => {
    const { match, times, afterMs, ...act } = value;
    const parsed = FaultKindSchema.safeParse(act);
    if (parsed.success)
      return { match, times: times ?? null, afterMs: afterMs ?? 0, act: parsed.data };
    for (const issue of parsed.error.issues) {
      context.addIssue({ code: 'custom', message: issue.message, path: issue.path });
    }
    return z.NEVER;
  });

type Details = z.input<typeof FaultKindSchema>;
/** A fault as callers write it. */
export type Fault = Details & {
  match?: z.input<typeof Match>;
  times?: number;
  afterMs?: number;
};

/** A fault that is in force; `times` counts down, null strikes for ever. */
export type ArmedFault = z.output<typeof FaultInput>;

/** What a request is about, as far as faults ask. */
export type FaultTarget = {
  operation: EndpointName | 'obs' | 'iam';
  jobId: string | null;
  name: string | null;
};

const isCancel = (operation: string) => operation.startsWith('cancel');

/** True when `fault` strikes a request: cancel kinds strike cancels only, media kinds OBS only. */
export function applies(fault: ArmedFault, target: FaultTarget): boolean {
  const { operation, jobId, nameIncludes } = fault.match;
  const kind = fault.act.kind;
  if (kind.startsWith('cancel') && !isCancel(target.operation)) return false;
  if (kind.startsWith('media') && target.operation !== 'obs') return false;
  if (operation !== undefined && operation !== '*' && operation !== target.operation) return false;
  if (jobId !== undefined && jobId !== target.jobId) return false;
  return nameIncludes === undefined || (target.name?.includes(nameIncludes) ?? false);
}

const tag = /\[fault:([A-Za-z]+)(?::([\w.-]+))?\]/;

/**
 * The fault that a job's name asks for: `[fault:cancelRace]`, `[fault:delay:3000]`, `[fault:cancelLost:reset]`. It
 * strikes the job's own calls (detail, cancel, media, asset), never the list.
 */
export function namedFault(name: string): ArmedFault | null {
  const match = tag.exec(name);
  if (match === null) return null;
  const [, kind = '', word] = match;
  for (const details of candidates(kind, word)) {
    const parsed = FaultInput.safeParse(details);
    if (parsed.success) return parsed.data;
  }
  return null;
}

/** The word after the kind fits whichever detail takes it. */
function candidates(kind: string, word: string | undefined): object[] {
  if (word === undefined) return [{ kind }];
  const value = /^\d+$/.test(word) ? Number(word) : word;
  const keys = [
    'ms',
    'afterBytes',
    'status',
    'shape',
    'state',
    'how',
    'afterSeconds',
    'retryAfter',
  ];
  return [...keys.map((key) => ({ kind, [key]: value })), { kind, how: word }];
}
