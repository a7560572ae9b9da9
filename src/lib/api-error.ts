import type { Problem, ProblemCode, ProblemSummary } from '../../contract/problem.ts';

/** What can go wrong on the way to the proxy, beside what the proxy itself says. */
export type ClientProblemCode = ProblemCode | 'offline' | 'not_dailies';

/** A failed call: the proxy's problem, or that there was no proxy to hear it from. */
export class ApiError extends Error {
  readonly code: ClientProblemCode;
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;
  readonly field: string | null;
  readonly requestId: string | null;
  readonly upstream: ProblemSummary['upstream'];

  constructor(code: ClientProblemCode, status: number, problem?: Problem) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.field = problem?.field ?? null;
    this.requestId = problem?.requestId ?? null;
    this.upstream = problem?.upstream ?? null;
  }
}

/** The code to find words by; what is no {@link ApiError} is an error of our own. */
export function problemCode(error: Error): ClientProblemCode {
  return error instanceof ApiError ? error.code : 'internal';
}
