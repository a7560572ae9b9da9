import type { Role, SignInMode } from '../../contract/session.ts';
import { isLoopback } from '../lib/loopback.ts';
import { type Env, isSet, type ReadFile, type ReportError, readSecret } from './secrets.ts';
import { readProxies, readRoleMap, reportUnused } from './sign-in.ts';
import { readKey } from './values.ts';

/** Settings of single sign-on. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that roles come from. */
  roleClaim: string;
  roleMap: ReadonlyMap<string, Role>;
  /** The claim that is a person's login, for METASTUDIO_APP_USERS. */
  appUserClaim: string;
  /** Keys of 32 bytes that sessions are sealed with, newest first; null: one is made at the start. */
  sessionKeys: Uint8Array[] | null;
};

/** Reads the settings of `AUTH_MODE=oidc`; null in other modes, or when one is wrong. */
export function readOidcSettings(
  env: Env,
  mode: SignInMode,
  readFile: ReadFile,
  reportError: ReportError,
): OidcSettings | null {
  if (mode !== 'oidc') {
    reportUnused(
      env,
      ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_APP_USER_CLAIM'],
      mode,
      reportError,
    );
    return null;
  }
  // Optional here: whose word on a client's address is believed.
  readProxies(env, reportError);
  const issuer = env.OIDC_ISSUER ?? '';
  if (!isIssuer(issuer)) {
    reportError('OIDC_ISSUER must be https, or http on this machine, without query or user.');
  }
  const clientId = env.OIDC_CLIENT_ID ?? '';
  if (!/^[\x21-\x7e]{1,255}$/.test(clientId)) {
    reportError('OIDC_CLIENT_ID is missing, or has spaces or letters beyond ASCII.');
  }
  const clientSecret = readSecret(env, 'OIDC_CLIENT_SECRET', readFile, reportError);
  if (!isSet(env, 'OIDC_CLIENT_SECRET')) reportError('OIDC_CLIENT_SECRET is missing.');
  const roleClaim = readClaim(env, 'OIDC_ROLE_CLAIM', 'groups', reportError);
  const appUserClaim = readClaim(env, 'OIDC_APP_USER_CLAIM', 'sub', reportError);
  if (env.OIDC_APP_USER_CLAIM && env.METASTUDIO_APP_USERS !== 'login') {
    reportError('OIDC_APP_USER_CLAIM has no effect without METASTUDIO_APP_USERS=login.');
  }
  const roleMap = readRoleMap(env, 'OIDC_ROLE_MAP', reportError);
  const sessionKeys = readSessionKeys(env, readFile, reportError);
  if (!(clientSecret && roleMap)) return null;
  return { issuer, clientId, clientSecret, roleClaim, roleMap, appUserClaim, sessionKeys };
}

function readClaim(
  env: Env,
  name: 'OIDC_ROLE_CLAIM' | 'OIDC_APP_USER_CLAIM',
  fallback: string,
  reportError: ReportError,
): string {
  const claim = env[name] || fallback;
  if (!/^[\x21-\x7e]{1,255}$/.test(claim)) reportError(`${name} must be the name of a claim.`);
  return claim;
}

/** The settings of single sign-on that must never be logged. */
export function secretsOfOidc(settings: OidcSettings | null): string[] {
  if (settings === null) return [];
  const keys = (settings.sessionKeys ?? []).map((key) => Buffer.from(key).toString('base64'));
  return [settings.clientSecret, ...keys];
}

function readSessionKeys(env: Env, readFile: ReadFile, reportError: ReportError) {
  const text = readSecret(env, 'SESSION_KEYS', readFile, reportError);
  if (text === null) {
    if (isSet(env, 'DATABASE_URL') && !isSet(env, 'SESSION_KEYS')) {
      reportError(
        'SESSION_KEYS is missing: processes that share a DATABASE_URL need the same keys (openssl rand -base64 32).',
      );
    }
    return null;
  }
  const keys = text.split(',').map((key) => readKey(key.trim()));
  const good = keys.filter((key) => key !== null);
  if (good.length === keys.length) return good;
  reportError(
    'SESSION_KEYS must be random keys of 32 bytes in base64 (openssl rand -base64 32), with commas between.',
  );
  return null;
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(text);
  const isPlain = search === '' && hash === '' && username === '' && password === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
}
