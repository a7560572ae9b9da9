/** Every error the proxy answers; the browser has words for each of them in both languages. */
export const problemCodes = [
  // ours
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'wrong_host',
  'cross_site',
  'unsupported_media_type',
  'not_found',
  'method_not_allowed',
  'too_large',
  'busy',
  'draining',
  'internal',
  // about MetaStudio
  'job_not_found',
  'upstream_unreachable',
  'upstream_timeout',
  'upstream_error',
  'upstream_malformed',
  'upstream_throttled',
  'upstream_credentials',
  'upstream_clock_skew',
  'upstream_forbidden',
  'upstream_misconfigured',
  'upstream_rejected',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** What went wrong, without the reply's own envelope; `upstream` is what MetaStudio itself said, when it said something. */
export type ProblemSummary = {
  code: ProblemCode;
  upstream: { status: number | null; code: string | null; requestId: string | null } | null;
};

/** Body of every error, `application/problem+json` (RFC 9457). */
export type Problem = ProblemSummary & {
  /** `about:blank`, as RFC 9457 has it for problems told by status and code. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** The parameter that is wrong, with `invalid_request`. */
  field: string | null;
  /** Ours; the proxy's log has the same. */
  requestId: string;
};
