import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { maxTokenLength, roles, type Session } from '../../contract/session.ts';
import type { User } from '../auth/roles.ts';
import { authorize } from '../auth/roles.ts';
import { type SignIn, sessionLifeMs } from '../auth/sessions.ts';
import type { App, AppEnv } from '../http/env.ts';
import type { Site } from '../http/site.ts';
import { valid } from '../http/valid.ts';
import { ProblemError } from '../lib/problem-error.ts';

export type SessionRouteDependencies = {
  signIn: SignIn;
  site: Site;
  /** True when MetaStudio is simulated. */
  demo: boolean;
  region: string;
  version: string;
};

const signInBody = valid(
  'json',
  z.union([
    z.strictObject({ token: z.string().max(maxTokenLength) }),
    z.strictObject({ role: z.enum(roles) }),
  ]),
);

/** What the page is told of a session. */
export function describeSession(
  { signIn, demo, region, version }: Omit<SessionRouteDependencies, 'site'>,
  user: User,
): Session {
  const can = { cancel: authorize(user, 'cancel') };
  return { mode: signIn.mode, demo, user, can, region, version };
}

/** Routes of the session: who is signed in, sign-in and sign-out. */
export function sessionRoutes(dependencies: SessionRouteDependencies): App {
  const { signIn, site } = dependencies;
  const app: App = new Hono<AppEnv>();
  const cookie = () =>
    ({ path: '/', httpOnly: true, sameSite: 'Strict', secure: site.https }) as const;

  app.get('/', (c) => {
    const user = signIn.user(c.get('sessionId'));
    if (!user) throw new ProblemError('unauthenticated');
    return c.json(describeSession(dependencies, user));
  });

  app.post('/', signInBody, (c) => {
    const id = signIn.start(c.req.valid('json'));
    if (id === null) {
      const detail = 'That does not sign in here, or has been used.';
      throw new ProblemError('unauthenticated', { detail });
    }
    // The previous session ends: a sign-in never continues an existing session.
    signIn.end(c.get('sessionId'));
    setCookie(c, site.cookieName, id, { ...cookie(), maxAge: sessionLifeMs / 1000 });
    return c.body(null, 204);
  });

  app.delete('/', (c) => {
    signIn.end(c.get('sessionId'));
    deleteCookie(c, site.cookieName, cookie());
    return c.body(null, 204);
  });

  return app;
}
