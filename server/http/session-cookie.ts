import { sessionLifeMs } from '../auth/sessions.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Site } from './site.ts';

/**
 * Attributes of the session cookie. With single sign-on it also comes along when a link of another site is followed, or the
 * first HTML would be that of someone who is signed out (docs/decisions/0026-sessions-in-a-sealed-cookie.md).
 */
export function sessionCookie({ mode }: SignIn, site: Site) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: mode === 'oidc' ? 'Lax' : 'Strict',
    secure: site.https,
    maxAge: sessionLifeMs / 1000,
  } as const;
}
