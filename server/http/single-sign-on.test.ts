import { createHash } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../contract/session.ts';
import { type FakeIssuer, type Forgery, startFakeIssuer } from '../testing/fake-issuer.ts';
import { fromPage, json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import {
  beginSignIn,
  Cookies,
  clientSecret,
  comeBack,
  singleSignOnAt,
} from '../testing/single-sign-on.ts';

const simulation = startSimulation();
const { clock } = simulation;
let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await startFakeIssuer();
});
afterAll(() => issuer.close());

function setUp() {
  const world = simulation.world();
  const { jobId } = world.addJob({ waitSeconds: null });
  const { singleSignOn, ended } = singleSignOnAt(issuer, clock);
  const proxy = simulation.proxy(world, { singleSignOn });
  const cookies = new Cookies();
  /** A whole sign-in; where it leads to. */
  const signIn = async (forgery: Forgery = {}, returnTo = '/', with_ = cookies) => {
    const { state, nonce } = await beginSignIn(proxy, with_, returnTo);
    issuer.answer(nonce, forgery);
    return await comeBack(proxy, with_, { code: 'code-canary', state });
  };
  const status = async () => (await proxy.get('/api/jobs', cookies.header)).status;
  return { world, jobId, proxy, cookies, signIn, status, singleSignOn, ended };
}

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

  it('begins each sign-in with random values of its own', async () => {
    const { singleSignOn } = setUp();
    const seen = new Set<string>();
    for (let i = 0; i < 500; i++) {
      const { url } = await singleSignOn.begin('http://127.0.0.1:8080/auth/callback', null);
      for (const name of ['state', 'nonce', 'code_challenge']) {
        const value = url.searchParams.get(name) ?? '';
        expect(value).toMatch(/^[\w-]{43}$/);
        seen.add(value);
      }
    }
    expect(seen.size).toBe(1500);
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

describe('the way back from the provider', () => {
  it('works in two tabs at once, and once in each', async () => {
    const { proxy, cookies } = setUp();
    const first = await beginSignIn(proxy, cookies, '/?q=first');
    const second = await beginSignIn(proxy, cookies, '/?q=second');
    issuer.answer(second.nonce);
    expect(await comeBack(proxy, cookies, { code: 'b', state: second.state })).toBe('/?q=second');
    issuer.answer(first.nonce);
    expect(await comeBack(proxy, cookies, { code: 'a', state: first.state })).toBe('/?q=first');
    const again = await comeBack(proxy, cookies, { code: 'a', state: first.state });
    expect(again).toBe('/?signIn=expired');
  });

  it('keeps three sign-ins that are under way', async () => {
    const { proxy, cookies } = setUp();
    for (let i = 0; i < 6; i++) await beginSignIn(proxy, cookies);
    expect(cookies.all.size).toBe(3);
  });

  it.each<[string, (right: { state: string }) => Record<string, string>, string]>([
    ['another state', () => ({ code: 'c', state: 'x'.repeat(43) }), 'expired'],
    ['no state', () => ({ code: 'c' }), 'expired'],
    [
      'a state that begins alike',
      ({ state }) => ({ code: 'c', state: state.slice(0, 8) }),
      'refused',
    ],
    ['no code', ({ state }) => ({ state }), 'refused'],
    [
      'the code of another issuer',
      ({ state }) => ({ code: 'c', state, iss: 'https://evil' }),
      'refused',
    ],
    [
      'a refusal with HTML in it',
      ({ state }) => ({ error: 'access_denied', error_description: '<script>', state }),
      'refused',
    ],
  ])('refuses %s', async (_, query, problem) => {
    const { proxy, cookies, status } = setUp();
    const { state, nonce } = await beginSignIn(proxy, cookies);
    issuer.answer(nonce);
    expect(await comeBack(proxy, cookies, query({ state }))).toBe(`/?signIn=${problem}`);
    expect(await status()).toBe(401);
    if (problem === 'refused') expect(cookies.all.size).toBe(0);
  });

  it('refuses the state of another browser, and one that took too long', async () => {
    const { proxy, cookies } = setUp();
    const { state } = await beginSignIn(proxy, new Cookies());
    expect(await comeBack(proxy, cookies, { code: 'c', state })).toBe('/?signIn=expired');
    const late = await beginSignIn(proxy, cookies);
    clock.advance(601_000);
    issuer.answer(late.nonce);
    const where = await comeBack(proxy, cookies, { code: 'c', state: late.state });
    expect(where).toBe('/?signIn=expired');
  });

  it('says that the provider cannot be reached, and works once it can', async () => {
    const gone = await startFakeIssuer();
    gone.close();
    const world = simulation.world();
    const { singleSignOn } = singleSignOnAt(gone, clock);
    const proxy = simulation.proxy(world, { singleSignOn });
    const reply = await proxy.get('/auth/login?returnTo=%2Fjobs%2Fa');
    expect(reply.headers.get('location')).toBe('/jobs/a?signIn=unavailable');
  });
});

describe('secrets of single sign-on', () => {
  it('are in no log line, audit or reply', async () => {
    const { proxy, cookies, signIn } = setUp();
    await signIn({ claims: { aud: 'other' } });
    await signIn();
    const session = await (await proxy.get('/api/session', cookies.header)).text();
    await proxy.request('/api/session', {
      method: 'DELETE',
      headers: { ...fromPage, ...cookies.header },
    });
    await expect
      .poll(() => proxy.audit())
      .toMatchObject([
        { action: 'session.refused', reason: 'refused' },
        { action: 'session.started', person: 'u-1', role: 'support', mode: 'oidc' },
        { action: 'session.ended', person: 'u-1' },
      ]);
    const written = [...proxy.logged, JSON.stringify(await proxy.audit()), session].join('\n');
    const secrets = [clientSecret, 'code-canary', 'access-token-canary', cookies.session, 'eyJ'];
    for (const secret of secrets.filter(Boolean)) expect(written).not.toContain(secret);
  });
});
