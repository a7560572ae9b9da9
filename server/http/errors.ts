import { HTTPException } from 'hono/http-exception';
import { errorFields, type Logger } from '../lib/logger.ts';
import { invalid, type ProblemError } from '../lib/problem-error.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { AppContext } from './env.ts';
import { problemReply } from './problem-reply.ts';
import { problemOf } from './problems.ts';

/** Answers an error of a route with a problem, and logs unexpected errors and upstream faults. */
export function answerErrors(logger: Logger) {
  return (error: Error, c: AppContext): Response => {
    const problem = translate(error);
    const requestId = c.get('requestId');
    if (problem.code === 'internal') {
      logger.error({ event: 'unexpected', requestId, ...errorFields(error) }, 'Unexpected error');
    } else if (error instanceof UpstreamFault) {
      const { code, upstream } = problem;
      const { status: upstreamStatus = null, code: upstreamCode = null } = upstream ?? {};
      const upstreamRequestId = upstream?.requestId ?? null;
      logger.warn(
        {
          event: 'upstream_fault',
          requestId,
          code,
          upstreamStatus,
          upstreamCode,
          upstreamRequestId,
        },
        'MetaStudio failed',
      );
    }
    return problemReply(c, problem);
  };
}

/** Hono throws a 400 of its own only for a body that is not JSON (hono/validator). */
function translate(error: Error): ProblemError {
  const isInvalidJson = error instanceof HTTPException && error.status === 400;
  return isInvalidJson ? invalid('body', 'must be JSON.') : problemOf(error);
}
