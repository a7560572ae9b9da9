import { describe, expect, it } from 'vitest';
import type { Role } from '../../contract/session.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { type HeaderRules, headerSignIn, streamLifeMs } from './header.ts';
import { sessionLifeMs } from './sessions.ts';

const rules: HeaderRules = {
  proxies: { has: (address) => address === '10.0.0.1' },
  secret: 'shared-secret',
  user: 'x-user',
  name: 'x-name',
  roles: 'x-groups',
  roleMap: new Map<string, Role>([
    ['viewers', 'viewer'],
    ['makers', 'producer'],
  ]),
};
const right = { 'x-dailies-secret': 'shared-secret', 'x-user': 'wf', 'x-groups': 'viewers' };

/** Requests to a sign-in with these rules. */
function signInOf(changed: Partial<HeaderRules> = {}) {
  const clock = fakeClock();
  const signIn = headerSignIn({ ...rules, ...changed }, clock);
  const visit = (headers: Record<string, string> = {}, peer: string | null = '10.0.0.1') => {
    const all: Record<string, string> = { ...right, ...headers };
    return signIn.visit({ cookie: null, peer, header: (name) => all[name] ?? null });
  };
  return { clock, signIn, visit };
}

/** A name as Node hands over its bytes. */
const asBytes = (text: string) => Buffer.from(text).toString('latin1');

describe('a request of the proxy', () => {
  it('is of the person that it names', async () => {
    const visit = await signInOf().visit({ 'x-name': asBytes('王芳') });
    expect(visit?.user).toEqual({ id: 'wf', name: '王芳', role: 'viewer', login: 'wf' });
    expect(visit).toMatchObject({ session: null, renewed: null });
  });

  it.each([{}, { 'x-name': '' }])('has the id for a name without one: %j', async (headers) => {
    expect((await signInOf().visit(headers))?.user.name).toBe('wf');
  });

  it('has the id for a name where the proxy sends none', async () => {
    const visit = await signInOf({ name: null }).visit({ 'x-name': 'Wang Fang' });
    expect(visit?.user.name).toBe('wf');
  });

  it('has the highest role of its groups, with spaces between', async () => {
    const visit = await signInOf().visit({ 'x-groups': 'others , makers,viewers' });
    expect(visit?.user.role).toBe('producer');
  });

  it('is of no one when it comes from elsewhere, or names no one', async () => {
    const { visit, signIn } = signInOf();
    expect(await visit({}, '10.0.0.2')).toBeNull();
    expect(await visit({}, null)).toBeNull();
    const onlySecret = (name: string) => (name === 'x-dailies-secret' ? rules.secret : null);
    expect(await signIn.visit({ cookie: null, peer: '10.0.0.1', header: onlySecret })).toBeNull();
  });

  it.each([
    [{ 'x-dailies-secret': 'wrong' }, 'unauthenticated', /secret is missing or wrong/],
    [{ 'x-user': 'a,b' }, 'invalid_request', /is no user/],
    [{ 'x-user': 'a b' }, 'invalid_request', /is no user/],
    [{ 'x-user': '' }, 'invalid_request', /is no user/],
    [{ 'x-user': 'x'.repeat(129) }, 'invalid_request', /is no user/],
    [{ 'x-groups': asBytes('组') }, 'invalid_request', /other characters than ASCII/],
    [{ 'x-name': '\xff' }, 'invalid_request', /is not UTF-8/],
    [{ 'x-groups': 'others' }, 'no_role', /./],
  ])('is refused with %j: %s', async (headers, code, detail) => {
    const refused = await signInOf()
      .visit(headers)
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code });
    if (code !== 'no_role')
      expect(refused).toMatchObject({ detail: expect.stringMatching(detail) });
  });

  it('has no role without groups', async () => {
    const { signIn } = signInOf({ roleMap: new Map([['', 'admin']]) });
    const shown = new Map(Object.entries(right));
    shown.delete('x-groups');
    const header = (name: string) => shown.get(name) ?? null;
    const visit = signIn.visit({ cookie: null, peer: '10.0.0.1', header });
    await expect(visit).rejects.toMatchObject({ code: 'no_role' });
  });

  it('is new once for each person, role and eight hours', async () => {
    const { visit, clock } = signInOf();
    const isNew = async (headers = {}) => (await visit(headers))?.isNew;
    expect([await isNew(), await isNew(), await isNew({ 'x-user': 'b' })]).toEqual([
      true,
      false,
      true,
    ]);
    clock.advance(sessionLifeMs - 1);
    expect(await isNew()).toBe(false);
    clock.advance(1);
    expect([await isNew(), await isNew()]).toEqual([true, false]);
    expect([await isNew({ 'x-groups': 'makers' }), await isNew()]).toEqual([true, true]);
  });
});

describe('a stream', () => {
  it('lasts ten minutes', async () => {
    const { visit, clock } = signInOf();
    const first = await visit();
    clock.advance(streamLifeMs - 1);
    expect(first?.lasts()).toBe(true);
    clock.advance(1);
    expect(first?.lasts()).toBe(false);
    expect((await visit())?.lasts()).toBe(true);
  });

  it('ends with the role of its person, and not with that of another', async () => {
    const { visit } = signInOf();
    const stream = await visit();
    await visit({ 'x-user': 'other', 'x-groups': 'makers' });
    expect(stream?.lasts()).toBe(true);
    await visit({ 'x-groups': 'makers' });
    expect(stream?.lasts()).toBe(false);
  });
});

it('takes no credentials, and has no session to end', async () => {
  const { signIn } = signInOf();
  expect(() => signIn.start({ token: 'x' })).toThrow(
    expect.objectContaining({ code: 'forbidden', detail: 'People sign in elsewhere here.' }),
  );
  await expect(signIn.end('x')).resolves.toBeUndefined();
});
