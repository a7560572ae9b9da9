import { describe, expect, it } from 'vitest';
import { safeReturnTo, withProblem } from './return-to.ts';

/** Spellings of a way out that have worked somewhere. */
const hosts = ['evil.example', 'evil.example%2f', '127.0.0.1@evil.example', 'evil%E3%80%82example'];
const leads = [
  '//',
  '///',
  '////',
  '/\\',
  '\\/',
  '\\\\',
  '/%09/',
  '/\t/',
  '/\n/',
  '/%5c',
  '/%2f/',
  '/./\\',
  '/.//',
  '/..//',
  '/%2e%2e//',
  '/a/..//',
  '/a/../..//',
  '/;@',
  '/:@',
  'https://',
  'https:',
  'https:/',
  'http:\\\\',
  'HTTPS://',
  'javascript:alert(1)//',
  'java\nscript:alert(1)//',
  'data:text/html,',
  ' //',
  '\u0000//',
  '\u200b//',
  '?//',
  '#//',
  '@',
  '.',
  '',
];
const ways = leads.flatMap((lead) => hosts.map((host) => lead + host));
const corpus = [...ways, ...ways.map(encodeURIComponent), ...ways.map((way) => `/${way}`)];

describe('the page that a sign-in returns to', () => {
  it.each(corpus)('is one of ours for %j', (wanted) => {
    for (const base of ['http://127.0.0.1:8080', 'https://dash.example']) {
      const { origin, pathname } = new URL(safeReturnTo(wanted), base);
      expect(origin).toBe(base);
      expect(pathname).not.toMatch(/^\/\/|^\/(api|auth)(\/|$)/i);
    }
  });

  it.each([
    '/api/session',
    '/auth/login',
    '/auth/callback?code=a',
    '/AUTH/login',
    '/%61pi/jobs',
    '/x/../auth/login',
    '/%zz',
    `/${'x'.repeat(4096)}`,
    '/jobs/王',
    null,
  ])('is the list for %j', (wanted) => {
    expect(safeReturnTo(wanted)).toBe('/');
  });

  it.each([
    '/',
    '/?state=WAITING,PROCESSING&q=a%20b&page=2',
    '/jobs/abc-123?type=photo#script',
    '/apis',
    '/authors',
    '/?q=https://evil.example',
  ])('is kept: %s', (wanted) => {
    expect(safeReturnTo(wanted)).toBe(wanted);
  });

  it('can say why the sign-in did not work', () => {
    expect(withProblem('/?q=a#x', 'refused')).toBe('/?q=a&signIn=refused#x');
    expect(withProblem('/?signIn=expired', 'no_role')).toBe('/?signIn=no_role');
  });
});
