import type { SignInProblem } from '../../contract/session.ts';

const maxLength = 2048;

/** A base for parsing; paths with another origin than this lead away. */
const base = 'http://dailies.invalid';

/**
 * The path of our own page that a sign-in returns to; the list when the wanted one leads elsewhere, or to something that is
 * no page (docs/promises.md#return-to).
 */
export function safeReturnTo(wanted: string | null): string {
  if (wanted === null || wanted.length > maxLength) return '/';
  // Letters beyond ASCII, spaces and control characters are encoded in a URL; a backslash is a slash to browsers.
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted) || !URL.canParse(wanted, base)) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, base);
  if (origin !== base || pathname.startsWith('//')) return '/';
  return /^\/+(auth|api)(\/|$)/i.test(decoded(pathname)) ? '/' : pathname + search + hash;
}

/** A path that tells the page why its sign-in did not work. */
export function withProblem(returnTo: string, problem: SignInProblem): string {
  const url = new URL(returnTo, base);
  url.searchParams.set('signIn', problem);
  return url.pathname + url.search + url.hash;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // No page has such an address.
    return '/api';
  }
}
