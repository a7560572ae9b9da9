import { z } from 'zod';
import { roles, type Session } from '../../contract/session.ts';
import { authorize } from '../auth/roles.ts';
import type { SignIn } from '../auth/sessions.ts';
import { ProblemError, problem } from '../http/problems.ts';
import { emptyReply, jsonReply } from '../http/reply.ts';
import type { Site } from '../http/site.ts';
import { type App, type Now, onlyMethods, readBody } from './context.ts';

export type SessionRouteOptions = {
  signIn: SignIn;
  site: Site;
  /** True when MetaStudio is simulated. */
  demo: boolean;
  region: string;
  version: string;
  now: Now;
};

const SignInBody = z.union([
  z.strictObject({ token: z.string().max(256) }),
  z.strictObject({ role: z.enum(roles) }),
]);

/** Who am I, sign in, sign out. */
export function addSessionRoutes(app: App, options: SessionRouteOptions): void {
  const { signIn, site, now } = options;

  app.get('/api/session', (c) => {
    const user = signIn.user(c.get('sessionId'));
    if (!user) throw problem('unauthenticated');
    const session: Session = {
      mode: signIn.mode,
      demo: options.demo,
      user,
      can: { cancel: authorize(user, 'cancel') },
      region: options.region,
      version: options.version,
      serverNow: now(),
    };
    return jsonReply(session, c.get('requestId'));
  });

  app.post('/api/session', async (c) => {
    const given = await readBody(c, SignInBody);
    const id = signIn.start(given);
    if (id === null) {
      throw new ProblemError('unauthenticated', 'That does not sign in here, or has been used.');
    }
    // A new session never continues one that was there before the sign-in.
    signIn.end(c.get('sessionId'));
    return emptyReply(c.get('requestId'), { 'set-cookie': cookie(site, id, 8 * 3600) });
  });

  app.delete('/api/session', (c) => {
    signIn.end(c.get('sessionId'));
    return emptyReply(c.get('requestId'), { 'set-cookie': cookie(site, '', 0) });
  });

  onlyMethods(app, '/api/session');
}

function cookie(site: Site, value: string, maxAge: number): string {
  const flags = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}`;
  return `${site.cookieName}=${value}; ${flags}${site.https ? '; Secure' : ''}`;
}

/** Our session's id out of a Cookie header, or null. */
export function sessionIdOf(header: string | undefined, site: Site): string | null {
  if (header === undefined) return null;
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === site.cookieName) return pair.slice(at + 1).trim() || null;
  }
  return null;
}
