import { describe, expect, it } from 'vitest';
import { actions, permissions } from '../../contract/permissions.ts';
import { roles } from '../../contract/session.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { authorize } from './roles.ts';
import { demoSignIn, devSignIn, randomToken, sessionLifeMs } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

const token = 'token-for-tests-0123456789';
const support = { id: 'demo', name: 'Demo', role: 'support' };

const userOf = async (signIn: SignIn, cookie: string | null) =>
  (await signIn.visit({ cookie, header: () => null, peer: null }))?.user ?? null;

describe('demoSignIn', () => {
  it('signs everyone in as support until they choose a role', async () => {
    const signIn = demoSignIn(fakeClock());
    expect(signIn.mode).toBe('demo');
    expect(await userOf(signIn, null)).toEqual(support);
    expect(await userOf(signIn, 'unknown')).toEqual(support);
    const id = signIn.start({ role: 'viewer' });
    expect(await userOf(signIn, id)).toEqual({ id: 'demo', name: 'Demo', role: 'viewer' });
  });

  it('takes no token', async () => {
    expect(demoSignIn(fakeClock()).start({ token })).toBeNull();
  });

  it('forgets the role at the end of the session, and of that session only', async () => {
    const signIn = demoSignIn(fakeClock());
    const [one, other] = [signIn.start({ role: 'viewer' }), signIn.start({ role: 'admin' })];
    await signIn.end(null);
    await signIn.end(one);
    expect(await userOf(signIn, one)).toEqual(support);
    expect(await userOf(signIn, other)).toMatchObject({ role: 'admin' });
  });
});

describe('devSignIn', () => {
  it('signs in with the token and the role of the settings', async () => {
    const signIn = devSignIn(token, true, 'manager', fakeClock());
    expect(signIn.mode).toBe('dev');
    const id = signIn.start({ token });
    expect(await userOf(signIn, id)).toEqual({ id: 'dev', name: 'Developer', role: 'manager' });
    expect(await userOf(signIn, null)).toBeNull();
    expect(await userOf(signIn, 'unknown')).toBeNull();
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

  it('takes a generated token once', async () => {
    const signIn = devSignIn(token, false, 'viewer', fakeClock());
    const id = signIn.start({ token });
    expect(signIn.start({ token })).toBeNull();
    await signIn.end(id);
    expect(signIn.start({ token })).toBeNull();
  });

  it('takes a token of the settings any number of times, for a session of its own each', async () => {
    const signIn = devSignIn(token, true, 'viewer', fakeClock());
    const [one, other] = [signIn.start({ token }), signIn.start({ token })];
    expect(one).not.toBe(other);
    await signIn.end(one);
    expect(await userOf(signIn, one)).toBeNull();
    expect(await userOf(signIn, other)).not.toBeNull();
  });

  it('looks at no token for a while after the sixth wrong one, and for longer after each next one', () => {
    const clock = fakeClock();
    const signIn = devSignIn(token, true, 'viewer', clock);
    for (let i = 0; i < 5; i++) expect(signIn.start({ token: 'wrong' })).toBeNull();
    expect(signIn.start({ token: 'wrong' })).toBeNull();
    expect(() => signIn.start({ token })).toThrow('too_many_attempts');
    clock.advance(1000);
    expect(signIn.start({ token: 'wrong' })).toBeNull();
    clock.advance(1999);
    expect(() => signIn.start({ token })).toThrow('too_many_attempts');
    clock.advance(1);
    expect(signIn.start({ token })).not.toBeNull();
    expect(signIn.start({ token: 'wrong' })).toBeNull();
    expect(signIn.start({ token })).not.toBeNull();
  });

  it('ends a session after eight hours, used or not', async () => {
    const clock = fakeClock();
    const signIn = devSignIn(token, true, 'viewer', clock);
    const id = signIn.start({ token });
    clock.advance(sessionLifeMs - 1);
    expect(await userOf(signIn, id)).not.toBeNull();
    clock.advance(1);
    expect(await userOf(signIn, id)).toBeNull();
    expect(sessionLifeMs).toBe(8 * 60 * 60 * 1000);
  });

  it('keeps a thousand sessions and ends the one not used for longest', async () => {
    const signIn = devSignIn(token, true, 'viewer', fakeClock());
    const [first, second] = [signIn.start({ token }), signIn.start({ token })];
    for (let i = 2; i < 1000; i++) signIn.start({ token });
    expect(await userOf(signIn, first)).not.toBeNull();
    signIn.start({ token });
    expect(await userOf(signIn, first)).not.toBeNull();
    expect(await userOf(signIn, second)).toBeNull();
  });
});

describe('randomToken', () => {
  it('has 256 random bits in letters that a URL can carry', async () => {
    const tokens = new Set(Array.from({ length: 100 }, randomToken));
    expect(tokens.size).toBe(100);
    for (const one of tokens) expect(one).toMatch(/^[\w-]{43}$/);
  });
});

describe('the table of roles', () => {
  it.each([
    ['viewer', false, false],
    ['producer', false, true],
    ['manager', false, true],
    ['support', true, true],
    ['admin', true, true],
  ] as const)('lets %s cancel: %s, own jobs: %s', (role, all, own) => {
    const user = { id: 'a', name: 'A', role };
    expect(authorize(user, 'cancel', () => false).allowed).toBe(all);
    expect(authorize(user, 'cancel', () => true).allowed).toBe(own);
  });

  it.each(
    actions.flatMap((action) =>
      roles.flatMap((role) => [true, false].map((own) => [action, role, own] as const)),
    ),
  )('is what decides: %s by %s, own %s', (action, role, own) => {
    const { allowed, why } = authorize({ id: 'a', name: 'A', role }, action, () => own);
    const reach = permissions[action][role];
    expect(allowed).toBe(reach === 'all' || (reach === 'own' && own));
    expect(why).toBe(allowed ? null : reach === 'none' ? 'role' : 'not_own');
  });
});

describe('a stream of a session', () => {
  it('lasts as long as the session', async () => {
    const clock = fakeClock();
    const signIn = devSignIn(token, true, 'admin', clock);
    const visit = async (cookie: string | null) =>
      await signIn.visit({ cookie, header: () => null, peer: null });
    const [ended, over] = [signIn.start({ token }), signIn.start({ token })];
    const [stream, other] = [await visit(ended), await visit(over)];
    expect([stream?.lasts(), other?.lasts()]).toEqual([true, true]);
    await signIn.end(ended);
    expect([stream?.lasts(), other?.lasts()]).toEqual([false, true]);
    clock.advance(sessionLifeMs);
    expect(other?.lasts()).toBe(false);
  });

  it('of a visitor of the demo always lasts', async () => {
    const visit = await demoSignIn(fakeClock()).visit({
      cookie: null,
      header: () => null,
      peer: null,
    });
    expect(visit).toMatchObject({ isNew: false, session: null, renewed: null });
    expect(visit?.lasts()).toBe(true);
  });
});
