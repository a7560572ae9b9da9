import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeIssuer, startFakeIssuer } from '../testing/fake-issuer.ts';
import { fromPage } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import {
  beginSignIn,
  Cookies,
  clientSecret,
  comeBack,
  signedOut,
  singleSignOnAt,
} from '../testing/single-sign-on.ts';

const simulation = startSimulation();
const { clock } = simulation;
let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await startFakeIssuer();
});
afterAll(() => issuer.close());
const setUp = () => signedOut(simulation, issuer);

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
