import fc from 'fast-check';
import { describe, it } from 'vitest';
import { signInProblems } from '../../contract/session.ts';
import { returnPath, signInProblemOf } from '../../src/lib/sign-in-url.ts';
import { holds, obeys } from '../../src/testing/holds.ts';
import { safeReturnTo, withProblem } from './return-to.ts';

/** Pieces of addresses that lead somewhere else when they are put together in the right way. */
const piece = fc.oneof(
  fc.constantFrom('/', '//', '.', '..', '/./', '/../'),
  fc.constantFrom('\\', '%2f', '%5c', '%2e', '%09', '\t', '\n', ' ', '\0'),
  fc.constantFrom('@', ':', ';', '?', '#', '&', '%', '[', ']', 'http:', 'https://', 'javascript:'),
  fc.constantFrom(
    'evil.example',
    'api',
    'auth',
    'AUTH',
    '%61pi',
    'ａｐｉ',
    'jobs',
    'a=b',
    'signIn=',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const pieces = fc.array(piece, { maxLength: 10 }).map((parts) => parts.join(''));
const wanted = fc.oneof(
  pieces,
  pieces.map((text) => `/${text}`),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);
const origin = 'https://dash.example';

/** What a browser and a server make of the address. */
function expectOwnPage(path: string): void {
  const url = new URL(path, origin);
  obeys(path, {
    'of this site': url.origin === origin,
    'not of another site without its scheme': !/^\/[/\\]/.test(url.pathname),
    'not an address of the server': !/^\/+(api|auth)(\/|$)/i.test(decodeURIComponent(url.pathname)),
    // A header takes nothing else.
    'printable ASCII': /^\/[\x21-\x7e]*$/.test(path),
  });
}

describe('the page that a sign-in returns to', () => {
  it('is one of ours for any text', () => {
    holds(wanted, (text) => expectOwnPage(safeReturnTo(text)));
  });

  it('is the same when it is checked again', () => {
    holds(wanted, (text) => {
      const once = safeReturnTo(text);
      obeys(once, { 'the same again': safeReturnTo(once) === once });
    });
  });

  it('is one of ours with the problem too, which the page reads and removes', () => {
    holds(fc.tuple(wanted, fc.constantFrom(...signInProblems)), ([text, problem]) => {
      const path = withProblem(safeReturnTo(text), problem);
      expectOwnPage(path);
      const { pathname, search } = new URL(path, origin);
      obeys(path, {
        'has the problem': signInProblemOf(search) === problem,
        'loses the problem': !returnPath(pathname, search).includes(`signIn=${problem}`),
      });
    });
  });
});
