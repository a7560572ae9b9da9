import type { Role, SignInMode } from '../../contract/session.ts';
import { isLoopback } from '../lib/loopback.ts';
import { type Env, isSet, type ReadFile, type ReportError, readSecret } from './secrets.ts';
import { readProxies, readRoleMap, reportUnused } from './sign-in.ts';

/** Settings of single sign-on. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim that roles come from. */
  roleClaim: string;
  roleMap: ReadonlyMap<string, Role>;
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
    reportUnused(env, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'], mode, reportError);
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
  const roleClaim = env.OIDC_ROLE_CLAIM || 'groups';
  if (!/^[\x21-\x7e]{1,255}$/.test(roleClaim)) {
    reportError('OIDC_ROLE_CLAIM must be the name of a claim.');
  }
  const roleMap = readRoleMap(env, 'OIDC_ROLE_MAP', reportError);
  const sessionKeys = readSessionKeys(env, readFile, reportError);
  if (!(clientSecret && roleMap)) return null;
  return { issuer, clientId, clientSecret, roleClaim, roleMap, sessionKeys };
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
  const keys = text.split(',').map((key) => key.trim());
  if (keys.every(isGoodKey)) return keys.map((key) => new Uint8Array(Buffer.from(key, 'base64')));
  reportError(
    'SESSION_KEYS must be random keys of 32 bytes in base64 (openssl rand -base64 32), with commas between.',
  );
  return null;
}

/** 32 random bytes have about 30 different ones; a password or a repeated letter has far fewer. */
function isGoodKey(key: string): boolean {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(key)) return false;
  return new Set(Buffer.from(key, 'base64')).size >= 20;
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username, password } = new URL(text);
  const isPlain = search === '' && hash === '' && username === '' && password === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)));
}
