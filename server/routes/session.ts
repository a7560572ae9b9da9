import { Hono } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { maxTokenLength, roles, type Session, type SignInInfo } from '../../contract/session.ts';
import type { AppUsers } from '../auth/app-users.ts';
import { authorize, type User } from '../auth/roles.ts';
import type { App, AppEnv } from '../http/env.ts';
import { type IdentifyDependencies, identify } from '../http/identify.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import { valid } from '../http/valid.ts';
import { ProblemError } from '../lib/problem-error.ts';

export type SessionRouteDependencies = IdentifyDependencies & {
  appUsers: AppUsers;
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
  { signIn, appUsers, demo, region, version }: SessionRouteDependencies,
  user: User,
): Session {
  const can = {
    cancel: authorize(user, 'cancel', appUsers.owns),
    people: authorize(user, 'people', appUsers.owns),
  };
  const { id, name, role } = user;
  const sees = appUsers.sightOf(user);
  return { mode: signIn.mode, demo, user: { id, name, role }, can, sees, region, version };
}

/** Routes of the session: who is signed in, sign-in and sign-out. */
export function sessionRoutes(dependencies: SessionRouteDependencies): App {
  const { signIn, sessionAudit, site } = dependencies;
  const app: App = new Hono<AppEnv>();

  app.get('/', async (c) => {
    const { visit, problem } = await identify(c, dependencies);
    if (!visit) throw problem;
    return c.json(describeSession(dependencies, visit.user));
  });

  app.post('/', signInBody, async (c) => {
    const cookie = signIn.start(c.req.valid('json'));
    if (cookie === null) {
      sessionAudit.note(c, 'session.refused', null);
      const detail = 'That does not sign in here, or has been used.';
      throw new ProblemError('unauthenticated', { detail });
    }
    // The previous session ends: a sign-in never continues an existing session.
    await signIn.end(c.get('presented').cookie);
    const started = await signIn.visit({ ...c.get('presented'), cookie });
    sessionAudit.note(c, 'session.started', started?.user ?? null);
    setCookie(c, site.cookieName, cookie, sessionCookie(signIn, site));
    return c.body(null, 204);
  });

  app.delete('/', async (c) => {
    const { visit } = await identify(c, dependencies);
    if (visit) sessionAudit.note(c, 'session.ended', visit.user);
    await signIn.end(c.get('presented').cookie);
    const { maxAge: _, ...attributes } = sessionCookie(signIn, site);
    deleteCookie(c, site.cookieName, attributes);
    // Preferences are cookies, and stay (docs/promises.md#sessions).
    c.header('clear-site-data', '"cache", "storage"');
    return c.body(null, 204);
  });

  return app;
}

/** The route that says how to sign in, and why someone who is known may not. */
export function signInRoutes(dependencies: IdentifyDependencies): App {
  const app: App = new Hono<AppEnv>();
  app.get('/', async (c) => {
    const { problem } = await identify(c, dependencies);
    return c.json(signInInfo(dependencies, problem));
  });
  return app;
}

/** What a page is told that has no session. */
export function signInInfo(
  { signIn }: IdentifyDependencies,
  problem: ProblemError | null,
): SignInInfo {
  return { mode: signIn.mode, problem: problem?.code === 'no_role' ? 'no_role' : null };
}
