import { setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './env.ts';
import { type IdentifyDependencies, identify, presented } from './identify.ts';
import { sessionCookie } from './session-cookie.ts';

/** The paths of the API that work without a session. */
const publicPaths = new Set(['/api/session', '/api/sign-in']);

/** Sets the user of a request to the API; refuses a request without a session. */
export function session(dependencies: IdentifyDependencies) {
  const { signIn, site } = dependencies;
  return createMiddleware<AppEnv>(async (c, next) => {
    if (publicPaths.has(c.req.path)) {
      c.set('presented', presented(c, site));
      return await next();
    }
    const { visit, problem } = await identify(c, dependencies);
    if (!visit) throw problem;
    c.set('visit', visit);
    c.set('user', visit.user);
    await next();
    if (visit.renewed) {
      setCookie(c, site.cookieName, await visit.renewed(), sessionCookie(signIn, site));
    }
  });
}
