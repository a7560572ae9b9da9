import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { SignIn } from '../auth/sessions.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { AppEnv } from './env.ts';
import type { Site } from './site.ts';

/** The one path of the API that works without a session. */
const publicPath = '/api/session';

/** Sets the user of a request to the API; refuses a request without a session. */
export function session(signIn: SignIn, site: Site) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const sessionId = getCookie(c, site.cookieName) || null;
    c.set('sessionId', sessionId);
    if (c.req.path !== publicPath) {
      const user = signIn.user(sessionId);
      if (!user) throw new ProblemError('unauthenticated');
      c.set('user', user);
    }
    await next();
  });
}
