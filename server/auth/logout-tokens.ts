import {
  createRemoteJWKSet,
  customFetch,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import type { Clock } from '../lib/clock.ts';
import type { IdentityProvider } from './identity-provider.ts';

/** What a provider says has ended; `at` is when it said so, in ms since 1970. */
export type Logout = { id: string; session: string | null; subject: string | null; at: number };

export type LogoutTokenOptions = {
  provider: Pick<IdentityProvider, 'signing'>;
  issuer: string;
  clientId: string;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  clock: Clock;
};

const event = 'http://schemas.openid.net/event/backchannel-logout';

/** A token that was signed longer ago is not taken, in seconds, nor one of a clock that is further ahead. */
const maxAge = 300;
const tolerance = 30;

/** Reads tokens by which a provider ends sessions (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
export class LogoutTokens {
  readonly #options: LogoutTokenOptions;
  #signing: Promise<{ key: JWTVerifyGetKey; algorithms: string[] }> | null = null;

  constructor(options: LogoutTokenOptions) {
    this.#options = options;
  }

  /** What a token says; null when it is not the provider's, too old, or of another kind. @throws Error when its keys cannot be had */
  async read(token: string): Promise<Logout | null> {
    const { issuer, clientId, clock } = this.#options;
    const { key, algorithms } = await this.#keys();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, key, {
        issuer,
        audience: clientId,
        // Never one that anyone who knows a public key can make.
        algorithms: algorithms.filter((name) => /^(RS|PS|ES|Ed)/.test(name)),
        requiredClaims: ['iat', 'jti'],
        maxTokenAge: maxAge,
        clockTolerance: tolerance,
        currentDate: new Date(clock.now()),
      });
      const { typ = 'JWT' } = protectedHeader;
      return /^(JWT|logout\+jwt)$/i.test(typ) ? logoutOf(payload, clock.now()) : null;
    } catch (error) {
      if (error instanceof Error && isOfKeys(error)) throw error;
      return null;
    }
  }

  #keys() {
    this.#signing ??= this.#find().catch((error: unknown) => {
      this.#signing = null;
      throw error;
    });
    return this.#signing;
  }

  async #find() {
    const { provider, fetch: send } = this.#options;
    const { keys, algorithms } = await provider.signing();
    const key = createRemoteJWKSet(keys, { [customFetch]: (url, init) => send(url, init) });
    return { key, algorithms };
  }
}

/** Whether the keys could not be read; a key that is not among them is the token's fault. */
function isOfKeys(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return (
    (!code.startsWith('ERR_JW') && !code.startsWith('ERR_JOSE')) || code === 'ERR_JWKS_TIMEOUT'
  );
}

function logoutOf({ jti, sid, sub, iat, nonce, events }: JWTPayload, now: number): Logout | null {
  const isLogout = typeof events === 'object' && events !== null && event in events;
  // With a nonce it is an ID token.
  if (!isLogout || nonce !== undefined || jti === undefined) return null;
  const session = typeof sid === 'string' ? sid : null;
  const subject = sub ?? null;
  if (session === null && subject === null) return null;
  return { id: jti, session, subject, at: Math.min(now, Number(iat) * 1000 + 999) };
}
