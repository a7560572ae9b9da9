import type { Problem, ProblemCode } from '../../contract/problem.ts';
import type { Upstream } from '../metastudio/errors.ts';
import { UpstreamFault } from '../metastudio/errors.ts';

/** A request that is answered with a problem. Its text is ours alone. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly field: string | null;
  readonly upstream: Upstream | null;
  readonly retryAfterMs: number | null;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { field?: string; upstream?: Upstream | null; retryAfterMs?: number | null } = {},
  ) {
    super(code);
    this.name = 'ProblemError';
    this.code = code;
    this.detail = detail;
    this.field = more.field ?? null;
    this.upstream = more.upstream ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

/** A parameter that makes no sense: 400, naming it. */
export function invalid(field: string, rule: string): ProblemError {
  return new ProblemError('invalid_request', `${field} ${rule}`, { field });
}

type Words = { status: number; title: string; detail: string };

/** Status and words of every problem; what a person reads is chosen by `code` in the page. */
const words: Record<ProblemCode, Words> = {
  invalid_request: w(400, 'The request makes no sense', 'A parameter is wrong.'),
  unauthenticated: w(401, 'Not signed in', 'Sign in first.'),
  forbidden: w(403, 'Not allowed', 'Your role does not allow this.'),
  wrong_host: w(421, 'Wrong host', 'This name is not one that Dailies answers to.'),
  cross_site: w(403, 'Not from this page', 'Changes are accepted from the page itself only.'),
  unsupported_media_type: w(415, 'Not JSON', 'Send application/json.'),
  not_found: w(404, 'Not found', 'There is nothing at this address.'),
  method_not_allowed: w(405, 'Method not allowed', 'This address does not take that method.'),
  too_large: w(413, 'Too large', 'The request is larger than 16 KiB.'),
  busy: w(503, 'Busy', 'Too many requests are waiting for MetaStudio.'),
  draining: w(503, 'Shutting down', 'This server is about to stop.'),
  internal: w(500, 'Something went wrong', 'The log has more under the request id.'),
  job_not_found: w(404, 'No such job', 'MetaStudio does not know this job.'),
  upstream_unreachable: w(502, 'MetaStudio cannot be reached', 'The connection failed.'),
  upstream_timeout: w(504, 'MetaStudio did not answer', 'The answer did not come in time.'),
  upstream_error: w(502, 'MetaStudio failed', 'MetaStudio answered with an error of its own.'),
  upstream_malformed: w(502, 'MetaStudio’s answer is unusable', 'It is not what is documented.'),
  upstream_throttled: w(503, 'MetaStudio throttles', 'Too many calls for this account.'),
  upstream_credentials: w(502, 'MetaStudio refuses our credentials', 'Check keys or token.'),
  upstream_clock_skew: w(502, 'The clock is wrong', 'This server’s time differs too much.'),
  upstream_forbidden: w(502, 'MetaStudio forbids this', 'The cloud account has no permission.'),
  upstream_misconfigured: w(502, 'Region or project is wrong', 'MetaStudio has nothing there.'),
  upstream_rejected: w(502, 'MetaStudio rejected the request', 'It found the request wrong.'),
};

function w(status: number, title: string, detail: string): Words {
  return { status, title, detail };
}

/** Anything thrown, as a problem; what is not ours to tell becomes `internal`. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof UpstreamFault) {
    const { upstream, retryAfterMs } = error;
    return new ProblemError(error.code, words[error.code].detail, { upstream, retryAfterMs });
  }
  return new ProblemError('internal', words.internal.detail);
}

/** A problem with the usual words. */
export function problem(code: ProblemCode): ProblemError {
  return new ProblemError(code, words[code].detail);
}

/** The body that goes out (RFC 9457). */
export function problemBody(error: ProblemError, requestId: string): Problem {
  const { status, title } = words[error.code];
  return {
    type: 'about:blank',
    title,
    status,
    detail: error.detail,
    code: error.code,
    field: error.field,
    requestId,
    upstream: error.upstream,
  };
}
