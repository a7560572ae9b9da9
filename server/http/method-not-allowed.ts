import { methodNotAllowed } from 'hono/method-not-allowed';
import { ProblemError } from '../lib/problem-error.ts';
import type { App, AppEnv } from './env.ts';
import { problemReply } from './problem-reply.ts';

/** Answers 405 with the methods there are, where `app` knows the address but not the method. */
export function onlyKnownMethods(app: App) {
  return methodNotAllowed<AppEnv>({
    app,
    onMethodNotAllowed: (c, methods) =>
      problemReply(c, new ProblemError('method_not_allowed'), { allow: methods.join(', ') }),
  });
}
