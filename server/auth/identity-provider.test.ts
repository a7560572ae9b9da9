import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeIssuer, startFakeIssuer } from '../testing/fake-issuer.ts';
import { IdentityProvider, isUnreachable } from './identity-provider.ts';

const callback = 'https://dailies.example/auth/callback';
const secret = 'client-secret-canary';

let issuer: FakeIssuer;
beforeAll(async () => {
  issuer = await startFakeIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  for (const name of Object.keys(issuer.metadata)) delete issuer.metadata[name];
});

type Sent = { url: string; headers: Headers; body: string };

/** A provider whose endpoint for more about a person, if it has one, answers with `info`. */
function providerOf(info: object = {}, options: { issuer?: string } = {}) {
  const sent: Sent[] = [];
  const state = { isAway: false };
  const provider = new IdentityProvider({
    issuer: issuer.url,
    clientId: issuer.clientId,
    clientSecret: secret,
    roleClaim: 'groups',
    appUserClaim: 'email',
    fetch: async (url, init) => {
      sent.push({ url, headers: new Headers(init.headers), body: String(init.body ?? '') });
      if (state.isAway) throw new TypeError('fetch failed');
      return url.endsWith('/userinfo') ? Response.json(info) : await fetch(url, init);
    },
    ...options,
  });
  /** Goes to the provider and back, where the ID token has these claims. */
  const signIn = async (claims: Record<string, unknown>) => {
    const { url, pending } = await provider.begin(callback);
    issuer.answer(pending.nonce, { claims });
    const back = new URL(`${callback}?code=c&state=${url.searchParams.get('state')}`);
    return await provider.finish(back, pending);
  };
  return { provider, sent, state, signIn };
}

describe('the way to the provider', () => {
  it.each([
    [undefined, 'openid profile'],
    [['openid', 'profile', 'offline_access'], 'openid profile'],
    [['openid', 'email'], 'openid profile email'],
    [['groups', 'email', 'phone'], 'openid profile groups email'],
  ])('asks for what roles and logins need, if the provider knows it: %j', async (known, scope) => {
    if (known !== undefined) issuer.metadata.scopes_supported = known;
    const { url } = await providerOf().provider.begin(callback);
    expect(url.origin).toBe(issuer.url);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope,
      redirect_uri: callback,
      client_id: issuer.clientId,
      code_challenge_method: 'S256',
      response_type: 'code',
    });
  });

  it('is another one each time', async () => {
    const { provider } = providerOf();
    const [one, other] = [await provider.begin(callback), await provider.begin(callback)];
    for (const name of ['state', 'nonce', 'verifier'] as const)
      expect(one.pending[name]).not.toBe(other.pending[name]);
  });
});

describe('a person', () => {
  const none = { name: undefined, groups: undefined };

  it.each([
    [{ name: ' Wang Fang ', preferred_username: 'wf' }, 'Wang Fang'],
    [{ name: ' ', preferred_username: 'wf' }, 'wf'],
    [{ name: 5, preferred_username: 'wf' }, 'wf'],
    [{ name: undefined }, null],
  ])('has the name that the provider gives: %j', async (claims, name) => {
    expect((await providerOf().signIn({ ...none, ...claims })).name).toBe(name);
  });

  it.each([
    ['support', ['support']],
    [
      ['a', 5, null, 'b'],
      ['a', 'b'],
    ],
    [{ a: 'b' }, []],
    [undefined, []],
  ])('is in the groups of the claim: %j', async (groups, expected) => {
    expect((await providerOf().signIn({ groups })).groups).toEqual(expected);
  });

  it.each([
    [' a@example.com ', 'a@example.com'],
    ['', null],
    [5, null],
  ])('has a login that is a text: %j', async (email, login) => {
    expect((await providerOf().signIn({ email })).login).toBe(login);
  });
});

describe('what an ID token leaves out', () => {
  const info = { sub: 'u-1', name: 'of the info', groups: ['more'], email: 'i@example.com' };

  it('is asked for where the provider tells more', async () => {
    issuer.metadata.userinfo_endpoint = `${issuer.url}/userinfo`;
    const { signIn, sent } = providerOf(info);
    const person = await signIn({ name: 'of the token', groups: undefined });
    expect(person).toEqual({
      subject: 'u-1',
      session: null,
      name: 'of the token',
      groups: ['more'],
      login: 'i@example.com',
    });
    const asked = sent.filter(({ url }) => url.endsWith('/userinfo'));
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer access-token-canary');
  });

  it.each(['name', 'groups', 'email'])('is asked for when that is the %s alone', async (claim) => {
    issuer.metadata.userinfo_endpoint = `${issuer.url}/userinfo`;
    const { signIn, sent } = providerOf(info);
    await signIn({ name: 'n', groups: ['g'], email: 'e@example.com', [claim]: undefined });
    expect(sent.some(({ url }) => url.endsWith('/userinfo'))).toBe(true);
  });

  it('is not asked for when nothing is left out, or nothing more is told', async () => {
    const without = providerOf(info);
    expect(await without.signIn({ groups: undefined })).toMatchObject({ groups: [] });
    issuer.metadata.userinfo_endpoint = `${issuer.url}/userinfo`;
    const complete = providerOf(info);
    await complete.signIn({ name: 'n', groups: ['g'], email: 'e@example.com' });
    for (const { url } of [...without.sent, ...complete.sent]) expect(url).not.toMatch(/userinfo$/);
  });
});

describe('our secret', () => {
  const tokenCall = (sent: Sent[]) => sent.find(({ url }) => url.endsWith('/token'));

  it.each([undefined, ['client_secret_basic'], ['client_secret_post', 'client_secret_basic']])(
    'is sent in a header to a provider that takes %j',
    async (methods) => {
      if (methods !== undefined) issuer.metadata.token_endpoint_auth_methods_supported = methods;
      const { signIn, sent } = providerOf();
      await signIn({});
      expect(tokenCall(sent)?.headers.get('authorization')).toMatch(/^Basic /);
      expect(tokenCall(sent)?.body).not.toContain(secret);
    },
  );

  it('is sent in the body where the provider takes it there only', async () => {
    issuer.metadata.token_endpoint_auth_methods_supported = ['client_secret_post'];
    const { signIn, sent } = providerOf();
    await signIn({});
    expect(tokenCall(sent)?.headers.get('authorization')).toBeNull();
    expect(new URLSearchParams(tokenCall(sent)?.body).get('client_secret')).toBe(secret);
  });
});

describe('the end of the provider’s session', () => {
  it('is where the provider says, and leads back', async () => {
    issuer.metadata.end_session_endpoint = `${issuer.url}/end`;
    const url = await providerOf().provider.signOutUrl('https://dailies.example/');
    expect(url?.pathname).toBe('/end');
    expect(url?.searchParams.get('post_logout_redirect_uri')).toBe('https://dailies.example/');
  });

  it('is nowhere when the provider has none, or is away', async () => {
    expect(await providerOf().provider.signOutUrl(callback)).toBeNull();
    const { provider, state } = providerOf();
    state.isAway = true;
    expect(await provider.signOutUrl(callback)).toBeNull();
  });
});

describe('what the provider says of itself', () => {
  it('is read once, and again after a failure', async () => {
    const { provider, state, sent } = providerOf();
    state.isAway = true;
    await expect(provider.prepare()).rejects.toThrow();
    state.isAway = false;
    await provider.prepare();
    await provider.prepare();
    expect(sent).toHaveLength(2);
  });

  it.each(['http://id.example', 'http://10.0.0.1'])(
    'is not read without https from elsewhere: %s',
    async (elsewhere) => {
      const { provider, sent } = providerOf({}, { issuer: elsewhere });
      await expect(provider.prepare()).rejects.toThrow();
      expect(sent).toEqual([]);
    },
  );
});

const coded = (code: string) => Object.assign(new Error('x'), { code });
const named = (name: string) => Object.assign(new Error('x'), { name });

it.each([
  ['without a connection', new TypeError('fetch failed')],
  ['with one that takes too long', named('TimeoutError')],
  ['in time', coded('OAUTH_TIMEOUT')],
  ['with JSON', coded('OAUTH_RESPONSE_IS_NOT_JSON')],
  ['as a provider does', coded('OAUTH_RESPONSE_IS_NOT_CONFORM')],
  [
    'below another error',
    new Error('x', { cause: new Error('y', { cause: coded('OAUTH_TIMEOUT') }) }),
  ],
])('a provider that does not answer %s is unavailable', (_, error) => {
  expect(isUnreachable(error)).toBe(true);
});

it.each([
  ['its own error', coded('OAUTH_RESPONSE_BODY_ERROR')],
  ['a token that is not right', coded('OAUTH_JWT_CLAIM_COMPARISON_FAILED')],
  ['no code at all', new Error('x')],
  ['an error that is none', { message: 'fetch failed' }],
  ['a cause that is no error', new Error('x', { cause: { code: 'OAUTH_TIMEOUT' } })],
  ['nothing', null],
])('a provider that answers with %s is not', (_, error) => {
  expect(isUnreachable(error)).toBe(false);
});
