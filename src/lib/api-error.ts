import type { Problem, ProblemCode, ProblemSummary } from '../../contract/problem.ts';

/** The proxy's problem codes, and two for when the reply is not the proxy's: no network, or a reply from something else. */
export type ClientProblemCode = ProblemCode | 'offline' | 'not_dailies';

/** A failed call to the proxy. */
export class ApiError extends Error {
  readonly code: ClientProblemCode;
  /** HTTP status; 0 without a reply. */
  readonly status: number;
  readonly requestId: string | null;
  readonly upstream: ProblemSummary['upstream'];

  constructor(code: ClientProblemCode, status: number, problem?: Problem) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.requestId = problem?.requestId ?? null;
    this.upstream = problem?.upstream ?? null;
  }
}

/** True when a call failed because no one is signed in, or someone without a role. */
export function isSignedOutError(error: Error): boolean {
  const code = problemCode(error);
  return code === 'unauthenticated' || code === 'no_role';
}

/** The code that selects the words for an error; anything but an {@link ApiError} is a bug of the page: `internal`. */
export function problemCode(error: Error): ClientProblemCode {
  return error instanceof ApiError ? error.code : 'internal';
}
