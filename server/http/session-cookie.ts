import { getCookie } from 'hono/cookie';
import type { Cookie } from 'hono/utils/cookie';
import { sessionLifeMs } from '../auth/sessions.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { Lru } from '../lib/lru.ts';
import type { AppContext } from './env.ts';
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

/** The cookies of each header that came not long ago: to parse one takes 4 µs of each request. */
const known = new Lru<string, Cookie>(500);
/** Longer headers are too rare to be worth the memory. */
const maxKnownLength = 4096;

/** The cookies of a request by their names. */
export function cookiesOf(c: AppContext): Cookie {
  const header = c.req.header('cookie');
  if (header === undefined) return {};
  const before = known.get(header);
  if (before) return before;
  const made = getCookie(c);
  if (header.length <= maxKnownLength) known.set(header, made);
  return made;
}
