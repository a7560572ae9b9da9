/** HTTP statuses of the proxy's errors. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 500 | 502 | 503 | 504;

/** What a problem means. */
export type ProblemMeaning = {
  /** HTTP status of the reply that carries it. */
  status: ProblemStatus;
  /** As the reply to a cancel: true when the cancel cannot have reached MetaStudio. */
  cancelNotSent: boolean;
  /** After a failed read: true when an older copy is still worth showing. */
  olderCopyMayStandIn: boolean;
  /** After a failed read: true when asking once more at once may succeed. */
  retryHelps: boolean;
};

/** Every problem the proxy answers with. The page has words for each of them in both languages. */
export const problems = {
  // The request itself.
  invalid_request: refused(400),
  unauthenticated: refused(401),
  forbidden: refused(403),
  wrong_host: refused(421),
  cross_site: refused(403),
  unsupported_media_type: refused(415),
  not_found: refused(404),
  method_not_allowed: refused(405),
  too_large: refused(413),
  // The proxy.
  busy: { status: 503, cancelNotSent: true, olderCopyMayStandIn: true, retryHelps: false },
  draining: refused(503),
  internal: answered(500),
  // MetaStudio.
  job_not_found: answered(404),
  upstream_unreachable: passing(502),
  upstream_timeout: passing(504),
  upstream_error: passing(502),
  upstream_malformed: passing(502),
  upstream_throttled: lasting(503),
  upstream_credentials: lasting(502),
  upstream_clock_skew: lasting(502),
  upstream_forbidden: answered(502),
  upstream_misconfigured: answered(502),
  upstream_rejected: answered(502),
} satisfies Record<string, ProblemMeaning>;

export type ProblemCode = keyof typeof problems;

/** Refused by the proxy before MetaStudio was asked anything. */
function refused(status: ProblemStatus): ProblemMeaning {
  return { status, cancelNotSent: true, olderCopyMayStandIn: false, retryHelps: false };
}

/** An answer about this very request: an older copy would contradict it, and asking again brings the same. */
function answered(status: ProblemStatus): ProblemMeaning {
  return { status, cancelNotSent: false, olderCopyMayStandIn: false, retryHelps: false };
}

/** A fault on the way to MetaStudio that usually passes. */
function passing(status: ProblemStatus): ProblemMeaning {
  return { status, cancelNotSent: false, olderCopyMayStandIn: true, retryHelps: true };
}

/** A fault that asking again at once would prolong: throttling, or refused credentials that lock the key. */
function lasting(status: ProblemStatus): ProblemMeaning {
  return { status, cancelNotSent: false, olderCopyMayStandIn: true, retryHelps: false };
}

/** What went wrong, without the reply's own envelope; `upstream` is what MetaStudio itself said, when it said something. */
export type ProblemSummary = {
  code: ProblemCode;
  upstream: { status: number | null; code: string | null; requestId: string | null } | null;
};

/** Body of every error, `application/problem+json` (RFC 9457). */
export type Problem = ProblemSummary & {
  /** `about:blank`: the problem is told by its status and code (RFC 9457). */
  type: string;
  title: string;
  status: ProblemStatus;
  detail: string;
  /** The parameter that is wrong, with `invalid_request`. */
  field: string | null;
  /** Also stands in the proxy's log. */
  requestId: string;
};
