import { type ProblemCode, type ProblemSummary, problems } from '../../contract/problem.ts';
import { ErrorBody, gatewayDigits } from '../../wire/error.ts';

/** The part of an error reply that may be passed on. */
export type UpstreamReply = NonNullable<ProblemSummary['upstream']>;

type FaultInit = {
  upstream?: UpstreamReply | null;
  /** False when a read must not be retried although its problem code usually allows it. */
  retryable?: boolean;
  /** False when no byte of the request can have reached MetaStudio. */
  sent?: boolean;
  retryAfterMs?: number | null;
  /** MetaStudio's time (header Date) in ms, for correcting our clock. */
  serverTime?: number | null;
  /** True when the token was refused and a new one may help. */
  tokenRefused?: boolean;
  /** True when the reply is larger than what is read. */
  overflow?: boolean;
};

/** A call to MetaStudio without a usable reply. Its message has no text of the upstream. */
export class UpstreamFault extends Error {
  readonly code: ProblemCode;
  readonly upstream: UpstreamReply | null;
  readonly retryable: boolean;
  readonly sent: boolean;
  readonly retryAfterMs: number | null;
  readonly serverTime: number | null;
  readonly tokenRefused: boolean;
  readonly overflow: boolean;

  constructor(code: ProblemCode, init: FaultInit = {}) {
    super(code);
    this.name = 'UpstreamFault';
    this.code = code;
    this.upstream = init.upstream ?? null;
    this.retryable = init.retryable ?? problems[code].retryHelps;
    this.sent = init.sent ?? true;
    this.retryAfterMs = init.retryAfterMs ?? null;
    this.serverTime = init.serverTime ?? null;
    this.tokenRefused = init.tokenRefused ?? false;
    this.overflow = init.overflow ?? false;
  }

  /** The same fault as seen by a call that was not sent because of it. */
  beforeSending(): UpstreamFault {
    return new UpstreamFault(this.code, { ...this, sent: false });
  }

  /** The part that goes into a reply. */
  get summary(): ProblemSummary {
    return { code: this.code, upstream: this.upstream };
  }
}

/** An error reply; `body` is parsed JSON, or undefined. */
export type ErrorReply = {
  status: number;
  headers: Headers;
  body: unknown;
  /** True when the path names one object: a 404 is then about that, not about region or project. */
  namesObject: boolean;
  now: number;
};

/**
 * The fault that an error reply means: by HTTP status first, then by code, because MSS codes are reused with other
 * meanings (docs/metastudio.md#reused-codes, #failure-codes, #gateway-codes).
 */
export function faultOf(reply: ErrorReply): UpstreamFault {
  const parsed = ErrorBody.safeParse(reply.body);
  const code = parsed.success ? parsed.data.error_code : '';
  const digits = gatewayDigits(code);
  const upstream: UpstreamReply = {
    status: reply.status,
    code: identifierOrNull(code, 64),
    requestId:
      identifierOrNull(reply.headers.get('x-request-id'), 128) ??
      identifierOrNull(parsed.success ? parsed.data.request_id : null, 128),
  };
  const problem = problemOf(reply.status, code, digits, reply.namesObject);
  return new UpstreamFault(problem, {
    upstream,
    // A retry would be redirected again.
    ...(reply.status < 400 ? { retryable: false } : {}),
    retryAfterMs: retryAfter(reply.headers.get('retry-after'), reply.now),
    serverTime: serverTime(reply.headers),
    tokenRefused: problem === 'upstream_credentials' || code === 'MSS.00010008',
  });
}

/** The reply's Date header in ms; null without one. */
function serverTime(headers: Headers): number | null {
  const time = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(time) ? null : time;
}

/** The text if it has the form of an identifier; null otherwise, so no free text of the upstream is passed on. */
export function identifierOrNull(text: string | null | undefined, max: number): string | null {
  return text && text.length <= max && /^[\w.:-]+$/.test(text) ? text : null;
}

function problemOf(
  status: number,
  code: string,
  digits: string | null,
  namesObject: boolean,
): ProblemCode {
  // The gateway sends its throttling code with several statuses.
  if (status === 429 || digits === '0308') return 'upstream_throttled';
  if (status === 401) return digits === '0303' ? 'upstream_clock_skew' : 'upstream_credentials';
  if (status === 403) return 'upstream_forbidden';
  if (status === 404) {
    const route = digits === '0101' || digits === '0103';
    return namesObject && !route ? 'job_not_found' : 'upstream_misconfigured';
  }
  if (status >= 500) return 'upstream_error';
  if (status >= 300 && status < 400) return 'upstream_error';
  if (code === 'MSS.00010008') return 'upstream_credentials';
  if (/^MSS\.0001000[349]$/.test(code)) return 'upstream_misconfigured';
  return 'upstream_rejected';
}

/** Retry-After, seconds or an HTTP date, in ms from now; null when absent or unreadable. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const time = Date.parse(header);
  return Number.isNaN(time) ? null : Math.max(0, time - now);
}
