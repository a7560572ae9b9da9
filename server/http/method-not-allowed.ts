import { methodNotAllowed } from 'hono/method-not-allowed';
import { ProblemError } from '../lib/problem-error.ts';
import type { App, AppEnv } from './env.ts';
import { problemReply } from './problem-reply.ts';

/** Answers 405 with the allowed methods when `app` has the path but not the method. */
export function onlyKnownMethods(app: App) {
  return methodNotAllowed<AppEnv>({
    app,
    onMethodNotAllowed: (c, methods) =>
      problemReply(c, new ProblemError('method_not_allowed'), { allow: methods.join(', ') }),
  });
}
