import type { ProblemCode, ProblemSummary } from '../../contract/problem.ts';

type Details = {
  /** Replaces the default text of the code. */
  detail?: string;
  field?: string;
  upstream?: ProblemSummary['upstream'];
  retryAfterMs?: number | null;
};

/** An error that is answered as a problem. Its texts are our own and may be shown. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly detail: string | null;
  readonly field: string | null;
  readonly upstream: ProblemSummary['upstream'];
  readonly retryAfterMs: number | null;

  constructor(code: ProblemCode, details: Details = {}) {
    super(code);
    this.name = 'ProblemError';
    this.code = code;
    this.detail = details.detail ?? null;
    this.field = details.field ?? null;
    this.upstream = details.upstream ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/** An `invalid_request` that names the parameter and its rule. */
export function invalid(field: string, rule: string): ProblemError {
  return new ProblemError('invalid_request', { detail: `${field} ${rule}`, field });
}
