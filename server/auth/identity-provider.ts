import * as client from 'openid-client';
import { isLoopback } from '../lib/loopback.ts';

/** The part of fetch that is used. */
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type IdentityProviderOptions = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that roles come from. */
  roleClaim: string;
  /** The claim that is a person's login. */
  appUserClaim: string;
  fetch: Fetch;
};

/** What is kept between the way to the provider and the way back. */
export type PendingSignIn = { state: string; nonce: string; verifier: string };

/** Who the provider says someone is. */
export type Identity = {
  subject: string;
  /** Id of their session at the provider; null when it tells none. */
  session: string | null;
  name: string | null;
  login: string | null;
  groups: string[];
};

/** How long the provider may take for an answer, in seconds. */
const timeoutSeconds = 10;

/** The company's OpenID provider, asked by authorization code with PKCE (docs/promises.md#single-sign-on). */
export class IdentityProvider {
  readonly #options: IdentityProviderOptions;
  #found: Promise<client.Configuration> | null = null;

  constructor(options: IdentityProviderOptions) {
    this.#options = options;
  }

  /** Reads what the provider says of itself; the next call tries again when that fails. */
  async prepare(): Promise<void> {
    await this.#configuration();
  }

  /** Where to send a browser, and what to keep for its way back. */
  async begin(callbackUrl: string): Promise<{ url: URL; pending: PendingSignIn }> {
    const configuration = await this.#configuration();
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    };
    const scopes = ['openid', 'profile'];
    const { roleClaim, appUserClaim } = this.#options;
    const { scopes_supported: supported = [] } = configuration.serverMetadata();
    // Some providers tell groups, and mail addresses, only to those who ask for them by name.
    scopes.push(...[roleClaim, appUserClaim].filter((claim) => supported.includes(claim)));
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: callbackUrl,
      scope: scopes.join(' '),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { url, pending };
  }

  /**
   * Trades the code of the way back for who it is. Nothing of what the provider hands out is kept.
   *
   * @throws Error when anything is wrong with the answer, or the provider cannot be reached
   */
  async finish(callback: URL, { state, nonce, verifier }: PendingSignIn): Promise<Identity> {
    const configuration = await this.#configuration();
    const tokens = await client.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('there is no ID token.');
    const { roleClaim, appUserClaim } = this.#options;
    const hasInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
    // Many providers keep ID tokens short, and tell the rest here.
    const isShort = [roleClaim, appUserClaim, 'name'].some((name) => claims[name] === undefined);
    const info =
      isShort && hasInfo
        ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
        : {};
    const all: Record<string, unknown> = { ...info, ...claims };
    return {
      subject: claims.sub,
      session: textOf(claims.sid),
      name: textOf(all.name) ?? textOf(all.preferred_username),
      login: textOf(all[appUserClaim]),
      groups: groupsOf(all[roleClaim]),
    };
  }

  /** Where the provider's keys are, and how it signs. @throws Error when it cannot be reached */
  async signing(): Promise<{ keys: URL; algorithms: string[] }> {
    const metadata = (await this.#configuration()).serverMetadata();
    if (metadata.jwks_uri === undefined) throw new Error('the provider names no keys.');
    const algorithms = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
    return { keys: new URL(metadata.jwks_uri), algorithms };
  }

  /** Where the provider ends its own session; null when it cannot, or is away. */
  async signOutUrl(returnUrl: string): Promise<URL | null> {
    const configuration = await this.#configuration().catch(() => null);
    if (!configuration?.serverMetadata().end_session_endpoint) return null;
    return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnUrl });
  }

  #configuration(): Promise<client.Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = null;
      throw error;
    });
    return this.#found;
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret, fetch: send } = this.#options;
    const url = new URL(issuer);
    // Also signatures of tokens that come straight from the provider are checked.
    const execute = [client.enableNonRepudiationChecks];
    if (url.protocol === 'http:' && isLoopback(url.hostname)) {
      execute.push(client.allowInsecureRequests);
    }
    return await client.discovery(url, clientId, undefined, clientAuth(clientSecret), {
      execute,
      timeout: timeoutSeconds,
      [client.customFetch]: (to, init) => send(to, { ...init, body: init.body ?? null }),
    });
  }
}

/** In the header, which is the standard's default, unless the provider says that it takes it in the body only. */
function clientAuth(secret: string): client.ClientAuth {
  const basic = client.ClientSecretBasic(secret);
  const post = client.ClientSecretPost(secret);
  return (server, ...rest) => {
    const known = server.token_endpoint_auth_methods_supported;
    const isBasic = known === undefined || known.includes('client_secret_basic');
    return isBasic ? basic(server, ...rest) : post(server, ...rest);
  };
}

/** One group as a text, or several as a list; everything else is none. */
function groupsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return [claim];
  return Array.isArray(claim) ? claim.filter((group) => typeof group === 'string') : [];
}

function textOf(claim: unknown): string | null {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : null;
}

/** Whether the provider did not answer, or answered with something that is none of its own. */
export function isUnreachable(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.message === 'fetch failed' || at.name === 'TimeoutError') return true;
    const code = 'code' in at ? at.code : null;
    if (code === 'OAUTH_RESPONSE_IS_NOT_JSON' || code === 'OAUTH_TIMEOUT') return true;
    if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return true;
  }
  return false;
}
