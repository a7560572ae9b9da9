import { IdentityProvider } from '../auth/identity-provider.ts';
import { LogoutTokens } from '../auth/logout-tokens.ts';
import { SingleSignOn } from '../auth/oidc.ts';
import { randomSessionKey, SessionKeys } from '../auth/session-keys.ts';
import type { OidcSettings } from '../config/oidc.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import type { Fetch } from '../metastudio/exchange.ts';
import type { EndedSessions } from '../records/ended-sessions.ts';

export type SingleSignOnParts = {
  endedSessions: EndedSessions;
  send: Fetch;
  clock: Clock;
  logger: Logger;
};

/** Creates single sign-on. A provider that is away does not stop the start: who is signed in stays so. */
export function createSingleSignOn(settings: OidcSettings, parts: SingleSignOnParts): SingleSignOn {
  const { issuer, clientId, roleMap, sessionKeys } = settings;
  const { endedSessions, send, clock, logger } = parts;
  const provider = new IdentityProvider({ ...settings, fetch: send });
  provider.prepare().catch((error: unknown) => {
    const fields = { event: 'sign_in_unavailable', ...errorFields(error) };
    logger.warn(fields, 'The OpenID provider does not answer; the next sign-in asks again');
  });
  const context = { issuer, audience: clientId };
  const keys = new SessionKeys(sessionKeys ?? [randomSessionKey()], context, clock);
  const logoutTokens = new LogoutTokens({ provider, issuer, clientId, fetch: send, clock });
  const ended = endedSessions;
  return new SingleSignOn({ provider, logoutTokens, roleMap, keys, ended, clock });
}
