import { IdentityProvider } from '../auth/identity-provider.ts';
import { LogoutTokens } from '../auth/logout-tokens.ts';
import { SingleSignOn } from '../auth/oidc.ts';
import { randomSessionKey, SessionKeys } from '../auth/session-keys.ts';
import type { Clock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import { EndedSessions } from '../records/ended-sessions.ts';
import type { Engine } from '../records/engine.ts';
import { Records } from '../records/records.ts';
import type { FakeIssuer, Forgery } from './fake-issuer.ts';
import { memoryEngine } from './memory-engine.ts';
import type { ProxyOptions, RunningProxy } from './proxy.ts';
import type { Simulation } from './simulation.ts';

/** The client's secret, which must be nowhere. */
export const clientSecret = 'client-secret-canary';

/** Single sign-on at a fake issuer, and what it keeps of ended sessions. */
export function singleSignOnAt(
  issuer: FakeIssuer,
  clock: Clock,
  {
    keys = [randomSessionKey()],
    engine = memoryEngine(),
  }: { keys?: Uint8Array[]; engine?: Engine } = {},
): { singleSignOn: SingleSignOn; ended: EndedSessions; provider: IdentityProvider } {
  const records = new Records(engine, { clock, logger: createLogger('silent') });
  const ended = new EndedSessions(records);
  const { url, clientId } = issuer;
  const send = (to: string, init: RequestInit) => fetch(to, init);
  const provider = new IdentityProvider({
    issuer: url,
    clientId,
    clientSecret,
    roleClaim: 'groups',
    appUserClaim: 'email',
    fetch: send,
  });
  const singleSignOn = new SingleSignOn({
    provider,
    logoutTokens: new LogoutTokens({ provider, issuer: url, clientId, fetch: send, clock }),
    roleMap: new Map([
      ['dailies-view', 'viewer'],
      ['dailies-make', 'producer'],
      ['dailies-admin', 'admin'],
      ['dailies-support', 'support'],
    ]),
    keys: new SessionKeys(keys, { issuer: url, audience: clientId }, clock),
    ended,
    clock,
  });
  return { singleSignOn, ended, provider };
}

/** The cookies of a browser, as far as a test needs it. */
export class Cookies {
  readonly all = new Map<string, string>();

  /** Takes over what a reply sets and removes. */
  take(reply: Response): Response {
    for (const cookie of reply.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split('; ');
      const [name = '', value = ''] = pair.split('=', 2);
      if (attributes.includes('Max-Age=0')) this.all.delete(name);
      else this.all.set(name, value);
    }
    return reply;
  }

  get header(): { cookie: string } {
    return { cookie: [...this.all].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  /** Value of the session cookie. */
  get session(): string {
    return this.all.get('dailies-8080') ?? '';
  }
}

/** Begins a sign-in: what the browser is sent to the provider with. */
export async function beginSignIn(proxy: RunningProxy, cookies: Cookies, returnTo = '/') {
  const path = `/auth/login?returnTo=${encodeURIComponent(returnTo)}`;
  const reply = cookies.take(await proxy.get(path, cookies.header));
  const to = new URL(reply.headers.get('location') ?? '', 'http://127.0.0.1:8080');
  const of = (name: string) => to.searchParams.get(name) ?? '';
  return { to, state: of('state'), nonce: of('nonce'), of };
}

/** Comes back from the provider. */
export async function comeBack(
  proxy: RunningProxy,
  cookies: Cookies,
  query: Record<string, string>,
): Promise<string> {
  const path = `/auth/callback?${new URLSearchParams(query)}`;
  const reply = cookies.take(await proxy.get(path, cookies.header));
  return reply.headers.get('location') ?? String(reply.status);
}

/** A proxy with single sign-on, and a browser that is signed out. */
export function signedOut(
  simulation: Simulation,
  issuer: FakeIssuer,
  more: Partial<ProxyOptions> = {},
) {
  const { singleSignOn, ended } = singleSignOnAt(issuer, simulation.clock);
  const world = simulation.world();
  const proxy = simulation.proxy(world, { singleSignOn, endedSessions: ended, ...more });
  const cookies = new Cookies();
  /** A whole sign-in; where it leads to. */
  const signIn = async (forgery: Forgery = {}, returnTo = '/', browser = cookies) => {
    const { state, nonce } = await beginSignIn(proxy, browser, returnTo);
    issuer.answer(nonce, forgery);
    return await comeBack(proxy, browser, { code: 'code-canary', state });
  };
  const status = async () => (await proxy.get('/api/jobs', cookies.header)).status;
  return { world, proxy, cookies, signIn, status, singleSignOn };
}
