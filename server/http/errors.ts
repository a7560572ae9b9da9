import { HTTPException } from 'hono/http-exception';
import { errorFields, type Logger } from '../lib/logger.ts';
import { invalid, type ProblemError } from '../lib/problem-error.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { AppContext } from './env.ts';
import { problemReply } from './problem-reply.ts';
import { problemOf } from './problems.ts';

/** Answers whatever a route throws with a problem, and logs what an operator has to know of it. */
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

/** The only 400 of Hono's own is a body that is not JSON (hono/validator). */
function translate(error: Error): ProblemError {
  const malformed = error instanceof HTTPException && error.status === 400;
  return malformed ? invalid('body', 'must be JSON.') : problemOf(error);
}
