import { describe, expect, it } from 'vitest';
import { roles } from '../../contract/session.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { authorize } from './roles.ts';
import { demoSignIn, devSignIn, randomToken, sessionLifeMs } from './sessions.ts';

const token = 'token-for-tests-0123456789';
const support = { id: 'demo', name: 'Demo', roles: ['support'] };

describe('demoSignIn', () => {
  it('signs everyone in as support until they choose a role', () => {
    const signIn = demoSignIn(fakeClock());
    expect(signIn.mode).toBe('demo');
    expect(signIn.user(null)).toEqual(support);
    expect(signIn.user('unknown')).toEqual(support);
    const id = signIn.start({ role: 'viewer' });
    expect(signIn.user(id)).toEqual({ id: 'demo', name: 'Demo', roles: ['viewer'] });
  });

  it('takes no token', () => {
    expect(demoSignIn(fakeClock()).start({ token })).toBeNull();
  });

  it('forgets the role at the end of the session, and of that session only', () => {
    const signIn = demoSignIn(fakeClock());
    const [one, other] = [signIn.start({ role: 'viewer' }), signIn.start({ role: 'admin' })];
    signIn.end(null);
    signIn.end(one);
    expect(signIn.user(one)).toEqual(support);
    expect(signIn.user(other)).toMatchObject({ roles: ['admin'] });
  });
});

describe('devSignIn', () => {
  it('signs in with the token and the role of the settings', () => {
    const signIn = devSignIn(token, true, 'manager', fakeClock());
    expect(signIn.mode).toBe('dev');
    const id = signIn.start({ token });
    expect(signIn.user(id)).toEqual({ id: 'dev', name: 'Developer', roles: ['manager'] });
    expect(signIn.user(null)).toBeNull();
    expect(signIn.user('unknown')).toBeNull();
  });

  it.each([
    [{ token: `${token}0` }],
    [{ token: token.slice(1) }],
    [{ token: '' }],
    [{ token: token.toUpperCase() }],
    [{ role: 'admin' as const }],
  ])('refuses %j, which does not use the token up', (credentials) => {
    const signIn = devSignIn(token, false, 'viewer', fakeClock());
    expect(signIn.start(credentials)).toBeNull();
    expect(signIn.start({ token })).not.toBeNull();
  });

  it('takes a generated token once', () => {
    const signIn = devSignIn(token, false, 'viewer', fakeClock());
    const id = signIn.start({ token });
    expect(signIn.start({ token })).toBeNull();
    signIn.end(id);
    expect(signIn.start({ token })).toBeNull();
  });

  it('takes a token of the settings any number of times, for a session of its own each', () => {
    const signIn = devSignIn(token, true, 'viewer', fakeClock());
    const [one, other] = [signIn.start({ token }), signIn.start({ token })];
    expect(one).not.toBe(other);
    signIn.end(one);
    expect(signIn.user(one)).toBeNull();
    expect(signIn.user(other)).not.toBeNull();
  });

  it('ends a session after eight hours, used or not', () => {
    const clock = fakeClock();
    const signIn = devSignIn(token, true, 'viewer', clock);
    const id = signIn.start({ token });
    clock.advance(sessionLifeMs - 1);
    expect(signIn.user(id)).not.toBeNull();
    clock.advance(1);
    expect(signIn.user(id)).toBeNull();
    expect(sessionLifeMs).toBe(8 * 60 * 60 * 1000);
  });

  it('keeps a thousand sessions and ends the one not used for longest', () => {
    const signIn = devSignIn(token, true, 'viewer', fakeClock());
    const [first, second] = [signIn.start({ token }), signIn.start({ token })];
    for (let i = 2; i < 1000; i++) signIn.start({ token });
    expect(signIn.user(first)).not.toBeNull();
    signIn.start({ token });
    expect(signIn.user(first)).not.toBeNull();
    expect(signIn.user(second)).toBeNull();
  });
});

describe('randomToken', () => {
  it('has 256 random bits in letters that a URL can carry', () => {
    const tokens = new Set(Array.from({ length: 100 }, randomToken));
    expect(tokens.size).toBe(100);
    for (const one of tokens) expect(one).toMatch(/^[\w-]{43}$/);
  });
});

describe('authorize', () => {
  const user = (...held: (typeof roles)[number][]) => ({
    id: 'dev',
    name: 'Developer',
    roles: held,
  });

  it('lets support and admin cancel, and no other role', () => {
    expect(roles.filter((role) => authorize(user(role), 'cancel'))).toEqual(['support', 'admin']);
  });

  it('asks for one of the roles, not all, and refuses a user without any', () => {
    expect(authorize(user('viewer', 'support'), 'cancel')).toBe(true);
    expect(authorize(user(), 'cancel')).toBe(false);
  });
});
