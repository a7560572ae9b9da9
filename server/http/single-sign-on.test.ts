import { createHash } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../contract/session.ts';
import { personalAppUsers } from '../auth/app-users.ts';
import { type FakeIssuer, type Forgery, startFakeIssuer } from '../testing/fake-issuer.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import { beginSignIn, Cookies, comeBack, signedOut } from '../testing/single-sign-on.ts';

const simulation = startSimulation();
let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await startFakeIssuer();
});
afterAll(() => issuer.close());

const setUp = () => signedOut(simulation, issuer);

describe('single sign-on', () => {
  it('signs in with code, PKCE, state and nonce, and returns to the page', async () => {
    const { proxy, cookies, status } = setUp();
    expect(await status()).toBe(401);
    const { to, state, nonce, of } = await beginSignIn(proxy, cookies, '/jobs/a?type=2d');
    expect(to.origin + to.pathname).toBe(`${issuer.url}/authorize`);
    expect([of('response_type'), of('code_challenge_method')]).toEqual(['code', 'S256']);
    expect(of('redirect_uri')).toBe('http://127.0.0.1:8080/auth/callback');
    issuer.answer(nonce);
    expect(await comeBack(proxy, cookies, { code: 'c', state })).toBe('/jobs/a?type=2d');
    const verifier = issuer.asked.at(-1)?.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    expect(challenge).toBe(of('code_challenge'));
    const session = await json<Session>(await proxy.get('/api/session', cookies.header));
    expect(session).toMatchObject({
      mode: 'oidc',
      user: { id: 'u-1', name: 'Wang Fang', role: 'support' },
      can: { cancel: { allowed: true } },
    });
    expect([...cookies.all.keys()]).toEqual(['dailies-8080']);
    expect(cookies.session.length).toBeLessThan(1000);
  });

  it('asks for the jobs of the login that a claim tells, and for none without one', async () => {
    const appUsers = personalAppUsers({ key: null, viewers: 'own' }, issuer.url);
    const { proxy, cookies, signIn, status, world } = signedOut(simulation, issuer, { appUsers });
    const email = 'wang.fang@corp.example';
    await signIn({ claims: { groups: ['dailies-make'], email } });
    expect(await status()).toBe(200);
    const sent = world.journal.map(({ headers }) => new Map(headers).get('x-app-userid'));
    expect(new Set(sent)).toEqual(new Set([email]));
    const session = await json<Session>(await proxy.get('/api/session', cookies.header));
    expect(session).toMatchObject({ sees: 'own', can: { cancel: { allowed: true } } });
    for (const claim of [undefined, 7, ['a'], 'x'.repeat(10_000)]) {
      await signIn({ claims: { groups: ['dailies-make'], email: claim } });
      expect(await status()).toBe(403);
      expect(cookies.session.length).toBeLessThan(1000);
    }
    proxy.drain();
  });

  it('begins each sign-in with random values of its own', async () => {
    const { singleSignOn } = setUp();
    const seen = new Set<string>();
    const methods = new Set<string | null>();
    for (let i = 0; i < 10_000; i++) {
      const { url } = await singleSignOn.begin('http://127.0.0.1:8080/auth/callback', null);
      const { searchParams: of } = url;
      for (const name of ['state', 'nonce', 'code_challenge']) seen.add(of.get(name) ?? '');
      methods.add(of.get('code_challenge_method'));
    }
    expect([...methods]).toEqual(['S256']);
    expect(seen.size).toBe(30_000);
    // 32 bytes each.
    expect([...seen].filter((value) => !/^[\w-]{43}$/.test(value))).toEqual([]);
  });

  it.each<[string, Forgery]>([
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['another client', { claims: { aud: 'other' } }],
    ['another nonce', { claims: { nonce: 'x' } }],
    ['no nonce', { claims: { nonce: undefined } }],
    ['an end that is over', { claims: { exp: Math.floor(Date.now() / 1000) - 31 } }],
    [
      'a begin in the future',
      {
        claims: {
          iat: Math.floor(Date.now() / 1000) + 3600,
          nbf: Math.floor(Date.now() / 1000) + 3600,
        },
      },
    ],
    ['no subject', { claims: { sub: undefined } }],
    ['no signature', { forge: (claims) => new UnsecuredJWT(claims).encode() }],
    [
      'a shared key, which is the published one',
      {
        forge: (claims) =>
          new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(issuer.publicKey()),
      },
    ],
    ['a key that is not published', { forge: (claims) => issuer.sign(claims, 'unknown') }],
    [
      'a changed signature',
      { forge: async (claims) => `${(await issuer.sign(claims)).slice(0, -8)}AAAAAAAA` },
    ],
    ['no token', { forge: () => '' }],
  ])('refuses an ID token with %s', async (_, forgery) => {
    const { signIn, status, cookies } = setUp();
    expect(await signIn(forgery, '/?q=a')).toBe('/?q=a&signIn=refused');
    expect(await status()).toBe(401);
    expect(cookies.all.size).toBe(0);
  });

  it('takes a new key of the provider, after asking for its keys once more', async () => {
    const { signIn } = setUp();
    expect(await signIn()).toBe('/');
    await issuer.rotate();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect(await signIn()).toBe('/');
    vi.useRealTimers();
  });

  it('sends no one to a provider that names another issuer', async () => {
    issuer.metadata.issuer = 'https://evil.example';
    const { proxy, cookies } = setUp();
    const { to } = await beginSignIn(proxy, cookies);
    delete issuer.metadata.issuer;
    expect(to.pathname + to.search).toBe('/?signIn=unavailable');
    expect(cookies.all.size).toBe(0);
  });

  it('takes no token and no role by the way of the other modes, and records no such try', async () => {
    const { proxy } = setUp();
    expect((await proxy.post('/api/session', { token: 'x' })).status).toBe(403);
    expect((await proxy.post('/api/session', { role: 'admin' })).status).toBe(403);
    for (let i = 0; i < 3; i++) await proxy.get('/auth/callback?code=x&state=y');
    await expect.poll(() => proxy.audit()).toMatchObject([{ reason: 'expired' }]);
  });

  it.each<[string, unknown, string]>([
    ['its exact name', 'dailies-view', 'viewer'],
    ['a list', ['staff', 'dailies-view'], 'viewer'],
    ['two that give roles', ['dailies-view', 'dailies-support'], 'support'],
    ['upper case', 'Dailies-View', 'none'],
    ['one letter more', ['dailies-views'], 'none'],
    ['a list in a text', 'x,dailies-view', 'none'],
    ['a nested list', [['dailies-view']], 'none'],
    ['an object', { role: 'dailies-view' }, 'none'],
    ['null', null, 'none'],
    ['5000 others', Array.from({ length: 5000 }, (__, i) => `g${i}`), 'none'],
  ])('gives the role for groups by %s', async (_, groups, role) => {
    const { proxy, signIn, cookies } = setUp();
    const where = await signIn({ claims: { groups } });
    expect(where).toBe(role === 'none' ? '/?signIn=no_role' : '/');
    const reply = await proxy.get('/api/session', cookies.header);
    if (role === 'none') expect(reply.status).toBe(401);
    else expect((await json<Session>(reply)).user.role).toBe(role);
  });

  it('tells people apart by subject, whatever their names are', async () => {
    const { proxy, signIn } = setUp();
    const [one, other] = [new Cookies(), new Cookies()];
    await signIn({ claims: { sub: 'a', name: 'Chen' } }, '/', one);
    await signIn({ claims: { sub: 'b', name: 'Chen' } }, '/', other);
    const id = async (cookies: Cookies) =>
      (await json<Session>(await proxy.get('/api/session', cookies.header))).user.id;
    expect([await id(one), await id(other)]).toEqual(['a', 'b']);
  });
});
