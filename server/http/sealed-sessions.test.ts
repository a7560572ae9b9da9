import { CompactEncrypt, EncryptJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idleMs } from '../auth/oidc.ts';
import { randomSessionKey } from '../auth/session-keys.ts';
import { sessionLifeMs } from '../auth/sessions.ts';
import { type FakeIssuer, startFakeIssuer } from '../testing/fake-issuer.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { fromPage, type RunningProxy } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import { beginSignIn, Cookies, comeBack, singleSignOnAt } from '../testing/single-sign-on.ts';

const simulation = startSimulation();
const { clock } = simulation;
let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await startFakeIssuer();
});
afterAll(() => issuer.close());

/** A process, which shares keys and a database with others if they are given. */
function process(shared: Parameters<typeof singleSignOnAt>[2] = {}) {
  const { singleSignOn, ended } = singleSignOnAt(issuer, clock, shared);
  return { proxy: simulation.proxy(simulation.world(), { singleSignOn }), ended };
}

async function signIn(proxy: RunningProxy, cookies = new Cookies()): Promise<Cookies> {
  const { state, nonce } = await beginSignIn(proxy, cookies);
  issuer.answer(nonce);
  expect(await comeBack(proxy, cookies, { code: 'c', state })).toBe('/');
  return cookies;
}

const statusOf = async (proxy: RunningProxy, cookie: string) =>
  (await proxy.get('/api/jobs', { cookie: `dailies-8080=${cookie}` })).status;

const signOut = async (proxy: RunningProxy, cookies: Cookies) =>
  cookies.take(
    await proxy.request('/api/session', {
      method: 'DELETE',
      headers: { ...fromPage, ...cookies.header },
    }),
  );

describe('a sealed session', () => {
  it('comes along with links from elsewhere, and no script can read it', async () => {
    const { proxy } = process();
    const cookies = new Cookies();
    const { state, nonce } = await beginSignIn(proxy, cookies);
    issuer.answer(nonce);
    const reply = await proxy.get(`/auth/callback?code=c&state=${state}`, cookies.header);
    const set = reply.headers.getSetCookie().find((one) => one.startsWith('dailies-8080='));
    expect(set).toMatch(/; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('has the prefix of its host behind https', async () => {
    const { singleSignOn } = singleSignOnAt(issuer, clock);
    const publicUrl = 'https://dash.example';
    const proxy = simulation.proxy(simulation.world(), { singleSignOn, publicUrl });
    const url = 'https://dash.example/auth/login';
    const reply = await proxy.fetch(new Request(url, { headers: { host: 'dash.example' } }));
    expect(reply.headers.get('set-cookie')).toMatch(
      /^__Host-dailies-sign-in-[\w-]{8}=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(reply.headers.get('location')).toContain(
      encodeURIComponent(`${publicUrl}/auth/callback`),
    );
  });

  it('ends after an hour without a request, and is renewed by requests', async () => {
    const { proxy } = process();
    const cookies = await signIn(proxy);
    const first = cookies.session;
    clock.advance(299_000);
    cookies.take(await proxy.get('/api/jobs', cookies.header));
    expect(cookies.session).toBe(first);
    clock.advance(2000);
    cookies.take(await proxy.get('/api/jobs', cookies.header));
    expect(cookies.session).not.toBe(first);
    clock.advance(idleMs - 1);
    expect(await statusOf(proxy, cookies.session)).toBe(200);
    clock.advance(idleMs);
    expect(await statusOf(proxy, cookies.session)).toBe(401);
  });

  it('ends after eight hours, used or not, on every process', async () => {
    const keys = [randomSessionKey()];
    const [one, other] = [process({ keys }), process({ keys })];
    const cookies = await signIn(one.proxy);
    for (let waited = 0; waited < sessionLifeMs - 31_000; waited += idleMs / 2) {
      const step = Math.min(idleMs / 2, sessionLifeMs - 31_000 - waited);
      clock.advance(step);
      cookies.take(await other.proxy.get('/api/jobs', cookies.header));
      expect(await statusOf(one.proxy, cookies.session)).toBe(200);
    }
    clock.advance(62_000);
    expect(await statusOf(one.proxy, cookies.session)).toBe(401);
    expect(await statusOf(other.proxy, cookies.session)).toBe(401);
  });

  it('does not come back after signing out, here, elsewhere, or after a restart', async () => {
    const shared = { keys: [randomSessionKey()], engine: memoryEngine() };
    const [one, other] = [process(shared), process(shared)];
    const cookies = await signIn(one.proxy);
    const copy = cookies.session;
    expect(await statusOf(other.proxy, copy)).toBe(200);
    await signOut(one.proxy, cookies);
    expect(cookies.session).toBe('');
    expect(await statusOf(one.proxy, copy)).toBe(401);
    await other.ended.refresh();
    expect(await statusOf(other.proxy, copy)).toBe(401);
    const restarted = process(shared);
    await restarted.ended.refresh();
    expect(await statusOf(restarted.proxy, copy)).toBe(401);
  });

  it('ends with the next sign-in of the same browser, which has another id', async () => {
    const { proxy } = process();
    const cookies = await signIn(proxy);
    const before = cookies.session;
    await signIn(proxy, cookies);
    expect(await statusOf(proxy, before)).toBe(401);
    expect(await statusOf(proxy, cookies.session)).toBe(200);
  });

  it('tells its streams that it has ended', async () => {
    const { singleSignOn } = singleSignOnAt(issuer, clock);
    const proxy = simulation.proxy(simulation.world(), { singleSignOn });
    const cookies = await signIn(proxy);
    const visit = await singleSignOn.visit({ cookie: cookies.session });
    expect(visit?.lasts()).toBe(true);
    clock.advance(idleMs - 1);
    expect((await proxy.get('/api/jobs', cookies.header)).status).toBe(200);
    clock.advance(idleMs - 1);
    expect(visit?.lasts()).toBe(true);
    await signOut(proxy, cookies);
    expect(visit?.lasts()).toBe(false);
  });
});

describe('keys of sessions', () => {
  it('can be changed: the old one opens until it is dropped', async () => {
    const [old, next] = [randomSessionKey(), randomSessionKey()];
    const cookies = await signIn(process({ keys: [old] }).proxy);
    const both = process({ keys: [next, old] }).proxy;
    expect(await statusOf(both, cookies.session)).toBe(200);
    const renewed = await signIn(both);
    const dropped = process({ keys: [next] }).proxy;
    expect(await statusOf(dropped, renewed.session)).toBe(200);
    expect(await statusOf(dropped, cookies.session)).toBe(401);
  });

  it.each<[string, (payload: JWTPayload, key: Uint8Array, kid: string) => Promise<string>]>([
    ['another key under our id', (payload, _, kid) => sealed(payload, randomSessionKey(), { kid })],
    ['our key under another id', (payload, key) => sealed(payload, key, { kid: 'other' })],
    ['our key without an id', (payload, key) => sealed(payload, key, {})],
    [
      'another kind',
      (payload, key, kid) => sealed(payload, key, { kid, typ: 'dailies-sign-in+jwt' }),
    ],
    [
      'another algorithm',
      (payload, key, kid) => sealed(payload, key, { kid, enc: 'A128CBC-HS256' }),
    ],
    [
      'no claims',
      (_, key, kid) =>
        new CompactEncrypt(new TextEncoder().encode('[]'))
          .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, typ: 'dailies-session+jwt' })
          .encrypt(key),
    ],
    ['another audience', (payload, key, kid) => sealed({ ...payload, aud: 'x' }, key, { kid })],
    ['no end', ({ exp: _, ...payload }, key, kid) => sealed(payload, key, { kid })],
    ['an unknown role', (payload, key, kid) => sealed({ ...payload, role: 'root' }, key, { kid })],
    ['too long a text', async () => 'x'.repeat(4097)],
  ])('reject a session with %s', async (_, forge) => {
    const key = randomSessionKey();
    const { proxy } = process({ keys: [key] });
    const { session } = await signIn(proxy);
    const kid: string = JSON.parse(
      Buffer.from(session.split('.')[0] ?? '', 'base64url').toString(),
    ).kid;
    const now = clock.now();
    const times = { signedInAt: now, seenAt: now, endsAt: now + 1000_000 };
    const right = { iss: issuer.url, aud: issuer.clientId, exp: Math.floor(now / 1000) + 1000 };
    const payload = { ...right, ...times, sub: 'u-1', sid: 's', name: 'n', role: 'admin' };
    expect(await statusOf(proxy, await sealed(payload, key, { kid }))).toBe(200);
    expect(await statusOf(proxy, await forge(payload, key, kid))).toBe(401);
  });

  it('reject a session that was changed by a letter', async () => {
    const { proxy } = process();
    const { session } = await signIn(proxy);
    for (const at of [5, session.length >> 1, session.length - 3]) {
      const other = session[at] === 'A' ? 'B' : 'A';
      const changed = session.slice(0, at) + other + session.slice(at + 1);
      expect(await statusOf(proxy, changed)).toBe(401);
    }
  });
});

async function sealed(
  payload: JWTPayload,
  key: Uint8Array,
  header: { kid?: string; typ?: string; enc?: string },
): Promise<string> {
  return await new EncryptJWT(payload)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: 'dailies-session+jwt', ...header })
    .encrypt(key);
}
