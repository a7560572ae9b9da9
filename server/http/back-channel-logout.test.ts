import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeIssuer, startFakeIssuer } from '../testing/fake-issuer.ts';
import { host, type RunningProxy } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';
import { Cookies, signedOut } from '../testing/single-sign-on.ts';

const simulation = startSimulation();
let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await startFakeIssuer();
});
afterAll(() => issuer.close());

const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const second = () => Math.floor(simulation.clock.now() / 1000);

/** What a provider says of a session, as it should be. */
const rightClaims = () => ({
  iss: issuer.url,
  aud: issuer.clientId,
  iat: second(),
  exp: second() + 120,
  jti: 'token-1',
  events,
  sid: 'session-1',
});

/** Tells the proxy as a provider does: without a cookie, an origin or a header of ours. */
async function tell(proxy: RunningProxy, token: string): Promise<number> {
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ logout_token: token }).toString();
  return (await proxy.request('/auth/back-channel-logout', { method: 'POST', headers, body }))
    .status;
}

/** Someone with two sessions, one of them of `session-1` at the provider. */
async function setUp() {
  const { proxy, signIn } = signedOut(simulation, issuer);
  const [first, other] = [new Cookies(), new Cookies()];
  await signIn({ claims: { sid: 'session-1' } }, '/', first);
  await signIn({ claims: { sid: 'session-2' } }, '/', other);
  const status = async ({ header }: Cookies) => (await proxy.get('/api/jobs', header)).status;
  const statuses = async () => [await status(first), await status(other)];
  return { proxy, signIn, statuses, first };
}

describe('a provider that says that a session has ended', () => {
  it('ends that one at once, and no other', async () => {
    const { proxy, statuses } = await setUp();
    expect(await tell(proxy, await issuer.sign({ ...rightClaims(), sub: 'u-1' }))).toBe(200);
    expect(await statuses()).toEqual([401, 200]);
  });

  it('ends all of a person that have begun until then, when it names no session', async () => {
    const { proxy, statuses, signIn, first } = await setUp();
    const token = await issuer.sign({ ...rightClaims(), sid: undefined, sub: 'u-1' });
    expect(await tell(proxy, token)).toBe(200);
    expect(await statuses()).toEqual([401, 401]);
    simulation.clock.advance(2000);
    await signIn({ claims: { sid: 'session-3' } }, '/', first);
    // The same token again ends nothing more.
    expect(await tell(proxy, token)).toBe(200);
    expect(await statuses()).toEqual([200, 401]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another provider', { iss: 'https://other.example' }],
    ['for another client', { aud: 'other' }],
    ['that is too old', { iat: second() - 400, exp: second() + 400 }],
    ['that has ended', { exp: second() - 60 }],
    ['of the future', { iat: second() + 400 }],
    ['without a time', { iat: undefined }],
    ['without an id', { jti: undefined }],
    ['without an event', { events: undefined }],
    ['of another event', { events: { 'https://other.example': {} } }],
    ['whose events are a text', { events: 'backchannel-logout' }],
    ['with a nonce, which an ID token has', { nonce: 'n' }],
    ['about no one', { sid: undefined }],
  ])('is not believed with a token %s', async (_, claims) => {
    const { proxy, statuses } = await setUp();
    expect(await tell(proxy, await issuer.sign({ ...rightClaims(), ...claims }))).toBe(400);
    expect(await statuses()).toEqual([200, 200]);
  });

  it('is not believed with the signature of another one, none, or that of a public key', async () => {
    const { proxy, statuses } = await setUp();
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`;
    const symmetric = new SignJWT(rightClaims()).setProtectedHeader({ alg: 'HS256', kid: 'key-0' });
    const forged = [
      await issuer.sign(rightClaims(), 'unknown-key'),
      await symmetric.sign(issuer.publicKey()),
      none,
      'nonsense',
      '',
    ];
    for (const token of forged) expect(await tell(proxy, token)).toBe(400);
    expect(await statuses()).toEqual([200, 200]);
  });

  it('is asked to say it again when its keys cannot be read', async () => {
    const { proxy, statuses } = await setUp();
    const token = await issuer.sign(rightClaims());
    issuer.metadata.jwks_uri = 'http://127.0.0.1:9/jwks';
    const away = signedOut(simulation, issuer);
    expect(await tell(away.proxy, token)).toBe(503);
    delete issuer.metadata.jwks_uri;
    expect(await tell(proxy, token)).toBe(200);
    expect(await statuses()).toEqual([401, 200]);
  });
});
