// Single sign-on for benchmarks: settings of a team, and a session that is sealed with their keys.
import { createHash, randomBytes } from 'node:crypto';
import { EncryptJWT } from 'jose';

/** Settings of a team whose provider is away: who is signed in does not need it. */
export const singleSignOn = {
  AUTH_MODE: 'oidc',
  PORT: process.env.BENCH_PORT ?? '18743',
  OIDC_ISSUER: 'http://127.0.0.1:9',
  OIDC_CLIENT_ID: 'dailies',
  OIDC_CLIENT_SECRET: 'benchmark-secret',
  OIDC_ROLE_MAP: 'support=support',
  SESSION_KEYS: randomBytes(32).toString('base64'),
};

/** The cookie of a session, as the product seals it. */
export async function sealedSession() {
  const key = Buffer.from(singleSignOn.SESSION_KEYS, 'base64');
  const kid = createHash('sha256').update('dailies').update(key).digest('base64url').slice(0, 8);
  const now = Date.now();
  const endsAt = now + 8 * 3_600_000;
  const person = { sub: 'bench', sid: 'bench', name: 'Bench', role: 'support' };
  const sealed = await new EncryptJWT({ ...person, signedInAt: now, seenAt: now, endsAt })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, typ: 'dailies-session+jwt' })
    .setIssuer(singleSignOn.OIDC_ISSUER)
    .setAudience(singleSignOn.OIDC_CLIENT_ID)
    .setExpirationTime(Math.floor(endsAt / 1000))
    .encrypt(key);
  return `dailies-${singleSignOn.PORT}=${sealed}`;
}
