import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isUnreachable } from '../auth/identity-provider.ts';
import { pendingLifeMs, type SingleSignOn } from '../auth/oidc.ts';
import { safeReturnTo, withProblem } from '../auth/return-to.ts';
import type { App, AppContext, AppEnv } from '../http/env.ts';
import { maxBodyBytes } from '../http/limits.ts';
import type { SessionAudit } from '../http/session-audit.ts';
import { sessionCookie } from '../http/session-cookie.ts';
import type { Site } from '../http/site.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { queryOf } from './query-text.ts';

export type SingleSignOnDependencies = {
  singleSignOn: SingleSignOn;
  sessionAudit: SessionAudit;
  site: Site;
  logger: Logger;
};

/** Sign-ins that may be under way in one browser, in several tabs. */
const maxPending = 3;

/** Routes that a browser is sent to and fro with the provider. Each answer is a redirect. */
export function singleSignOnRoutes(dependencies: SingleSignOnDependencies): App {
  const { singleSignOn, sessionAudit, site, logger } = dependencies;
  const app: App = new Hono<AppEnv>();
  const callbackUrl = () => `${site.origin}/auth/callback`;
  const pendingPrefix = () => `${site.cookieName}-sign-in-`;
  const attributes = () =>
    ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: site.https }) as const;

  app.get('/login', async (c) => {
    const wanted = c.req.query('returnTo') ?? null;
    try {
      const { url, state, sealed } = await singleSignOn.begin(callbackUrl(), wanted);
      const others = Object.keys(getCookie(c)).filter((name) => name.startsWith(pendingPrefix()));
      // Browsers send the oldest first.
      for (const name of others.slice(0, Math.max(0, others.length + 1 - maxPending))) {
        deleteCookie(c, name, attributes());
      }
      const maxAge = pendingLifeMs / 1000;
      setCookie(c, pendingPrefix() + shortOf(state), sealed, { ...attributes(), maxAge });
      return c.redirect(url.href, 303);
    } catch (error) {
      logFailure(c, error);
      return c.redirect(withProblem(safeReturnTo(wanted), 'unavailable'), 303);
    }
  });

  app.get('/callback', async (c) => {
    const name = pendingPrefix() + shortOf(c.req.query('state') ?? '');
    const sealed = getCookie(c, name) ?? null;
    // Whatever comes of it: it works once.
    if (sealed !== null) deleteCookie(c, name, attributes());
    const callback = new URL(`${callbackUrl()}?${queryOf(c)}`);
    const { returnTo, session, problem, subject, error } = await singleSignOn.finish(
      callback,
      sealed,
    );
    if (session === null) {
      const reason = problem ?? 'refused';
      if (error) logFailure(c, error);
      if (subject === null) sessionAudit.noteRejected(c, reason);
      else sessionAudit.note(c, 'session.refused', null, { reason, subject });
      return c.redirect(withProblem(returnTo, reason), 303);
    }
    // The session before ends: a sign-in never continues an existing one.
    await singleSignOn.end(getCookie(c, site.cookieName) ?? null);
    sessionAudit.note(c, 'session.started', session.user);
    setCookie(c, site.cookieName, session.cookie, sessionCookie(singleSignOn, site));
    return c.redirect(returnTo, 303);
  });

  app.post('/back-channel-logout', bodyLimit({ maxSize: maxBodyBytes }), async (c) => {
    const { logout_token: token } = await c.req.parseBody();
    try {
      const isEnded = await singleSignOn.endByProvider(typeof token === 'string' ? token : '');
      return isEnded ? c.body(null, 200) : c.json({ error: 'invalid_request' }, 400);
    } catch (error) {
      // The provider may send it again.
      logFailure(c, error);
      return c.json({ error: 'temporarily_unavailable' }, 503);
    }
  });

  app.get('/signed-out', async (c) => {
    const url = await singleSignOn.signOutUrl(`${site.origin}/`);
    return c.redirect(url?.href ?? '/', 303);
  });

  function logFailure(c: AppContext, error: unknown): void {
    const fields = { event: 'sign_in_failed', requestId: c.get('requestId') };
    const unreachable = isUnreachable(error);
    logger.warn({ ...fields, unreachable, ...errorFields(error) }, 'Sign-in failed');
  }

  return app;
}

/** The part of a state that names its cookie; nothing else may get into the name. */
function shortOf(state: string): string {
  return state.replace(/[^\w-]/g, '').slice(0, 8);
}
