import { type ProblemCode, type ProblemSummary, problems } from '../../contract/problem.ts';
import { ErrorBody, gatewayDigits } from '../../wire/error.ts';

/** What MetaStudio itself said, when it said something. */
export type Upstream = NonNullable<ProblemSummary['upstream']>;

type FaultInit = {
  upstream?: Upstream | null;
  /** False when a read must not be tried again although its problem code usually allows it. */
  retryable?: boolean;
  /** False when no byte of the request can have reached MetaStudio, so that nothing can have happened there. */
  sent?: boolean;
  retryAfterMs?: number | null;
  /** MetaStudio's own time (header Date), for learning how far our clock is off. */
  serverTime?: number | null;
  /** The token is refused and a new one may help; otherwise false. */
  tokenRefused?: boolean;
  /** The answer is longer than what is read. */
  overflow?: boolean;
};

/** A call to MetaStudio that brought no usable answer. Its message carries no text of the upstream. */
export class UpstreamFault extends Error {
  readonly code: ProblemCode;
  readonly upstream: Upstream | null;
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

  /** The same for whoever waits to send something else: this failed before that had left. */
  beforeSending(): UpstreamFault {
    return new UpstreamFault(this.code, { ...this, sent: false });
  }

  /** The part of it that goes out with an answer. */
  get summary(): ProblemSummary {
    return { code: this.code, upstream: this.upstream };
  }
}

/** An error answer as it arrived; `body` is parsed JSON or undefined. */
export type ErrorAnswer = {
  status: number;
  headers: Headers;
  body: unknown;
  /** Whether the path named one job, so that a 404 is about that job and not about region or project. */
  aboutJob: boolean;
  now: number;
};

/**
 * Decides what an error answer means: by HTTP status first, by code second, since MSS codes are reused with other
 * meanings (metastudio-api Q20, 5.1, 5.2).
 */
export function faultOf(answer: ErrorAnswer): UpstreamFault {
  const parsed = ErrorBody.safeParse(answer.body);
  const code = parsed.success ? parsed.data.error_code : '';
  const digits = gatewayDigits(code);
  const upstream: Upstream = {
    status: answer.status,
    code: token(code, 64),
    requestId:
      token(answer.headers.get('x-request-id'), 128) ??
      token(parsed.success ? parsed.data.request_id : null, 128),
  };
  const verdict = judge(answer.status, code, digits, answer.aboutJob);
  return new UpstreamFault(verdict, {
    upstream,
    // A redirect stays one.
    ...(answer.status < 400 ? { retryable: false } : {}),
    retryAfterMs: retryAfter(answer.headers.get('retry-after'), answer.now),
    serverTime: serverTime(answer.headers),
    tokenRefused:
      (answer.status === 401 && verdict === 'upstream_credentials') || code === 'MSS.00010008',
  });
}

/** Time that an answer was made, from its Date header; null without one. */
function serverTime(headers: Headers): number | null {
  const time = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(time) ? null : time;
}

/** Text that may be an identifier, cut to what an identifier can be: anything else is not passed on. */
export function token(text: string | null | undefined, max: number): string | null {
  return text && text.length <= max && /^[\w.:-]+$/.test(text) ? text : null;
}

function judge(
  status: number,
  code: string,
  digits: string | null,
  aboutJob: boolean,
): ProblemCode {
  // Throttling is known by its code under whatever status a gateway gives it.
  if (status === 429 || digits === '0308') return 'upstream_throttled';
  if (status === 401) return digits === '0303' ? 'upstream_clock_skew' : 'upstream_credentials';
  if (status === 403) return 'upstream_forbidden';
  if (status === 404) {
    const route = digits === '0101' || digits === '0103';
    return aboutJob && !route ? 'job_not_found' : 'upstream_misconfigured';
  }
  if (status >= 500) return 'upstream_error';
  if (status >= 300 && status < 400) return 'upstream_error';
  if (code === 'MSS.00010008') return 'upstream_credentials';
  if (/^MSS\.0001000[349]$/.test(code)) return 'upstream_misconfigured';
  return 'upstream_rejected';
}

/** Retry-After, seconds or an HTTP date, in milliseconds from now; null when absent or unreadable. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const time = Date.parse(header);
  return Number.isNaN(time) ? null : Math.max(0, time - now);
}
