import type { ProblemError } from '../lib/problem-error.ts';
import type { AppContext } from './env.ts';
import { problemBody } from './problems.ts';

/** The largest Retry-After that is sent, in seconds. */
const maxRetryAfter = 30;

/** Answers with a problem (RFC 9457), and with Retry-After if the time to wait is known. */
export function problemReply(
  c: AppContext,
  error: ProblemError,
  headers: Record<string, string> = {},
): Response {
  c.set('problem', error.code);
  const body = problemBody(error, c.get('requestId'));
  return c.body(JSON.stringify(body), body.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    vary: 'Origin, Sec-Fetch-Site',
    ...retryAfter(error),
    ...headers,
  });
}

function retryAfter({ retryAfterMs }: ProblemError): Record<string, string> {
  if (retryAfterMs === null) return {};
  const seconds = Math.min(maxRetryAfter, Math.max(1, Math.ceil(retryAfterMs / 1000)));
  return { 'retry-after': String(seconds) };
}
