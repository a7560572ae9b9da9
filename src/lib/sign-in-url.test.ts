import { describe, expect, it } from 'vitest';
import { returnPath, signInProblemOf } from './sign-in-url.ts';

describe('the URL after a sign-in that failed', () => {
  it.each([
    ['?signIn=no_role', 'no_role'],
    ['?state=WAITING&signIn=expired', 'expired'],
    ['?signIn=<b>', null],
    ['', null],
  ])('%s says %s', (search, problem) => {
    expect(signInProblemOf(search)).toBe(problem);
  });

  it('returns to the page without it', () => {
    expect(returnPath('/', '?state=WAITING&signIn=expired&q=a%20b')).toBe('/?state=WAITING&q=a+b');
    expect(returnPath('/jobs/a', '?signIn=refused')).toBe('/jobs/a');
    expect(returnPath('/jobs/a', '?type=2d&q=a%20b')).toBe('/jobs/a?type=2d&q=a%20b');
  });
});
