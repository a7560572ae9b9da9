/** HTTP status of a problem reply. */
type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 500 | 502 | 503 | 504;

/** What a problem code means. */
export type ProblemMeaning = {
  status: ProblemStatus;
  /** In the reply to a cancel: true when the cancel cannot have reached MetaStudio. */
  cancelNotSent: boolean;
  /** After a failed read: true when an older copy may be shown instead. */
  olderCopyMayStandIn: boolean;
  /** After a failed read: true when an immediate retry may succeed. */
  retryHelps: boolean;
};

/** Every problem code of the proxy. The page has a text for each one in both languages. */
export const problems = {
  // About the request.
  invalid_request: refused(400),
  unauthenticated: refused(401),
  /** Known to the sign-in, but without a role here. */
  no_role: refused(403),
  /** Sees their own jobs only, and cannot be told to MetaStudio as an app user. */
  no_app_user: refused(403),
  too_many_attempts: refused(429),
  forbidden: refused(403),
  wrong_host: refused(421),
  cross_site: refused(403),
  unsupported_media_type: refused(415),
  not_found: refused(404),
  method_not_allowed: refused(405),
  too_large: refused(413),
  // In the proxy.
  busy: { status: 503, cancelNotSent: true, olderCopyMayStandIn: true, retryHelps: false },
  draining: refused(503),
  /** What people do cannot be recorded now: cancels are off, the list is not. */
  records_unavailable: refused(503),
  internal: answered(500),
  // From MetaStudio.
  job_not_found: answered(404),
  upstream_unreachable: transient(502),
  upstream_timeout: transient(504),
  upstream_error: transient(502),
  upstream_malformed: transient(502),
  upstream_throttled: persistent(503),
  upstream_credentials: persistent(502),
  upstream_clock_skew: persistent(502),
  upstream_forbidden: answered(502),
  upstream_misconfigured: answered(502),
  upstream_rejected: answered(502),
} satisfies Record<string, ProblemMeaning>;

export type ProblemCode = keyof typeof problems;

/** Whether a text is the code of a problem. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}

/** Refused by the proxy before MetaStudio was called. */
function refused(status: ProblemStatus): ProblemMeaning {
  return { status, cancelNotSent: true, olderCopyMayStandIn: false, retryHelps: false };
}

/** A definite answer to this request: an older copy would contradict it, a retry would not change it. */
function answered(status: ProblemStatus): ProblemMeaning {
  return { status, cancelNotSent: false, olderCopyMayStandIn: false, retryHelps: false };
}

/** A fault on the way to MetaStudio that usually passes. */
function transient(status: ProblemStatus): ProblemMeaning {
  return { status, cancelNotSent: false, olderCopyMayStandIn: true, retryHelps: true };
}

/** A fault that an immediate retry would prolong: throttling, or refused credentials that lock the key. */
function persistent(status: ProblemStatus): ProblemMeaning {
  return { status, cancelNotSent: false, olderCopyMayStandIn: true, retryHelps: false };
}

/** A problem without the envelope of its reply; `upstream` is what MetaStudio answered, null when it did not answer. */
export type ProblemSummary = {
  code: ProblemCode;
  upstream: { status: number | null; code: string | null; requestId: string | null } | null;
};

/** Body of every error reply, `application/problem+json` (RFC 9457). */
export type Problem = ProblemSummary & {
  /** Always `about:blank`: `code` identifies the problem (RFC 9457). */
  type: string;
  title: string;
  status: ProblemStatus;
  detail: string;
  /** The invalid parameter of an `invalid_request`. */
  field: string | null;
  /** The same id is in the proxy's log. */
  requestId: string;
};
