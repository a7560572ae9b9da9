import { z } from 'zod';
import type { EndpointName } from '../../wire/endpoints.ts';
import { endpointNames } from '../lib/endpoint-names.ts';

const ms = z.number().min(0).max(3_600_000);
const bytes = z.number().int().min(1);

/** What happens to the reply to a cancel once it is decided whether the cancel takes effect. */
const LostReply = z.enum(['200', '500', 'reset', 'hang', 'html', 'truncate']);
export type LostReply = z.output<typeof LostReply>;

/** Which requests a fault applies to: every condition given must hold; see {@link appliesTo}. */
const Match = z.strictObject({
  operation: z.enum([...endpointNames, 'obs', 'iam', '*']).optional(),
  jobId: z.string().optional(),
  nameIncludes: z.string().optional(),
});

const common = {
  match: Match.default({}),
  /** How many requests it lets pass before it applies; 0 when left out. */
  skip: z.number().int().min(0).optional(),
  /** How often it applies; always when left out. */
  times: z.number().int().min(1).optional(),
  /** Milliseconds to wait before anything else happens. */
  afterMs: ms.optional(),
};

const faultKind = <K extends string, D extends z.ZodRawShape>(kind: K, details: D) =>
  z.strictObject({ kind: z.literal(kind), ...common, ...details });

const WrongShape = z.enum([
  'jobsText',
  'jobsNull',
  'null',
  'list',
  'text',
  'number',
  'deep',
  'notJson',
]);
export type WrongShape = z.output<typeof WrongShape>;

/** What is wrong with a page of the list; docs/simulator.md#odd-pages describes each. */
const PageOddity = z.enum([
  'short',
  'gap',
  'repeated',
  'overlapping',
  'withoutId',
  'notAnObject',
  'foreign',
]);
export type PageOddity = z.output<typeof PageOddity>;

const jobs = z.number().int().min(0).max(10_000);

/** Something that goes wrong on purpose; docs/simulator.md describes the kinds. */
export const Fault = z.discriminatedUnion('kind', [
  faultKind('delay', { ms: ms.default(3000) }),
  faultKind('hang', {}),
  faultKind('reset', { afterBytes: z.number().int().min(0).default(0) }),
  faultKind('status', {
    status: z.number().int().min(200).max(599).default(500),
    code: z.string().default('MSS.00000004'),
    message: z.string().default('Internal Error'),
  }),
  faultKind('html', { status: z.number().int().min(200).max(599).default(502) }),
  faultKind('truncate', {}),
  faultKind('drip', { bytes: bytes.default(16), everyMs: ms.default(100) }),
  faultKind('emptyBody', {}),
  faultKind('tooManyRequests', { retryAfter: z.union([z.string(), z.number()]).optional() }),
  faultKind('wrongShape', { shape: WrongShape.default('jobsText') }),
  faultKind('staleRead', { seconds: z.number().min(0).default(5) }),
  faultKind('unknownState', { state: z.string().default('ARCHIVING') }),
  faultKind('gzipBomb', { megabytes: z.number().int().min(1).max(512).default(64) }),
  faultKind('redirect', {
    location: z.string().default('/moved'),
    status: z.number().int().min(300).max(399).default(302),
  }),
  faultKind('cancelAppliedReplyLost', { how: LostReply.default('500') }),
  faultKind('cancelLost', { how: LostReply.default('200') }),
  faultKind('cancelRace', {}),
  faultKind('cancelLateApply', {
    afterSeconds: z.number().min(0).default(30),
    how: LostReply.default('500'),
  }),
  faultKind('mixedUpJob', {}),
  faultKind('oddPage', { how: PageOddity.default('short'), entries: jobs.default(1) }),
  faultKind('shiftedPages', {
    arrive: jobs.default(0),
    vanish: jobs.default(0),
    end: z.enum(['newest', 'oldest']).default('newest'),
  }),
  faultKind('mediaExpired', {}),
  faultKind('mediaRefused', {}),
  faultKind('mediaEmpty', {}),
  faultKind('mediaUndecodable', { leaves: z.enum(['nothing', 'sound']).default('nothing') }),
  faultKind('mediaSlow', { bytes: bytes.default(4096), everyMs: ms.default(100) }),
]);

/** A fault as callers write it: details that have a default may be left out. */
export type Fault = z.input<typeof Fault>;

/** A fault that is in force; `skip` and `times` count down, `times` null never ends. */
export type ArmedFault = ReturnType<typeof armFault>;

/** What goes wrong, with all its details. */
export type FaultEffect = ArmedFault['effect'];

/** Fills in the defaults and separates what a fault does from when it applies. @throws ZodError */
export function armFault(fault: Fault) {
  const { match, skip = 0, times = null, afterMs = 0, ...effect } = Fault.parse(fault);
  return { match, skip, times, afterMs, effect };
}

/** What faults ask about a request. */
export type FaultTarget = {
  operation: EndpointName | 'obs' | 'iam';
  jobId: string | null;
  name: string | null;
};

/**
 * True when `fault` applies to a request: the cancel kinds only to cancels, those of pages only to the list, the media
 * kinds only to the object store. The size of an empty file is also in its asset.
 */
export function appliesTo(fault: ArmedFault, target: FaultTarget): boolean {
  const { operation, jobId, nameIncludes } = fault.match;
  const { kind } = fault.effect;
  if (kind.startsWith('cancel') && !target.operation.startsWith('cancel')) return false;
  if (isOfPages(kind) && target.operation !== 'listDigitalHumanVideo') return false;
  const isItsAsset = kind === 'mediaEmpty' && target.operation === 'showAsset';
  if (kind.startsWith('media') && target.operation !== 'obs' && !isItsAsset) return false;
  if (operation !== undefined && operation !== '*' && operation !== target.operation) return false;
  if (jobId !== undefined && jobId !== target.jobId) return false;
  return nameIncludes === undefined || (target.name?.includes(nameIncludes) ?? false);
}

const isOfPages = (kind: string) => kind === 'oddPage' || kind === 'shiftedPages';

const tag = /\[fault:([A-Za-z]+)(?::([\w.-]+))?\]/;

/**
 * The fault that a job's name asks for: `[fault:cancelRace]`, `[fault:delay:3000]`, `[fault:cancelLost:reset]`. It
 * applies to the job's own calls (detail, cancel, media, asset), never to the list.
 */
export function namedFault(name: string): ArmedFault | null {
  const match = tag.exec(name);
  if (match === null) return null;
  const [, kind = '', value] = match;
  for (const candidate of candidates(kind, value)) {
    const parsed = Fault.safeParse(candidate);
    if (parsed.success) return armFault(parsed.data);
  }
  return null;
}

const tagDetails = [
  'ms',
  'afterBytes',
  'status',
  'shape',
  'state',
  'how',
  'afterSeconds',
  'seconds',
  'retryAfter',
  'leaves',
];

/** The value after the kind belongs to the detail that accepts it. */
function candidates(kind: string, text: string | undefined): object[] {
  if (text === undefined) return [{ kind }];
  const value = /^\d+$/.test(text) ? Number(text) : text;
  return [...tagDetails.map((detail) => ({ kind, [detail]: value })), { kind, how: text }];
}
