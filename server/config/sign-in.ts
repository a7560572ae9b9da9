import { type Role, roles, type SignInMode, signInModes } from '../../contract/session.ts';
import { type Addresses, readAddresses } from '../lib/addresses.ts';
import { isProduction } from './production.ts';
import { type Env, isSet, type ReadFile, type ReportError, readSecret } from './secrets.ts';
import { oneOf } from './values.ts';

/** Settings of the sign-in by a proxy in front. */
export type HeaderSettings = {
  proxies: Addresses;
  secret: string;
  /** Names of headers, in lower case. */
  user: string;
  name: string | null;
  roles: string;
  roleMap: ReadonlyMap<string, Role>;
};

/** Reads AUTH_MODE; null when it is wrong, or missing where it has to be chosen. */
export function readAuthMode(
  env: Env,
  credentials: boolean,
  reportError: ReportError,
): SignInMode | null {
  if (!env.AUTH_MODE && isProduction(env, credentials)) {
    const modes = signInModes.filter((mode) => mode !== 'demo').join(', ');
    reportError(
      `AUTH_MODE is missing: with NODE_ENV=production choose how people sign in, one of ${modes}.`,
    );
    return null;
  }
  const fallback = credentials ? 'dev' : 'demo';
  const mode = oneOf(env, 'AUTH_MODE', signInModes, fallback, reportError);
  if (mode === 'demo' && credentials) {
    reportError(
      'AUTH_MODE=demo signs everyone in and is for the simulator only: unset it or the credentials.',
    );
    return null;
  }
  return env.AUTH_MODE && env.AUTH_MODE !== mode ? null : mode;
}

/** Whether a mode is for people on other machines; the others are for one person on this machine. */
export function isForTeams(mode: SignInMode): boolean {
  return mode === 'oidc' || mode === 'header';
}

/** Reads the settings of `AUTH_MODE=header`; null in other modes, or when one is wrong. */
export function readHeaderSettings(
  env: Env,
  mode: SignInMode,
  readFile: ReadFile,
  reportError: ReportError,
): HeaderSettings | null {
  if (mode !== 'header') {
    reportUnused(env, ['HEADER_SECRET', 'HEADER_USER', 'HEADER_ROLES'], mode, reportError);
    return null;
  }
  const proxies = readProxies(env, reportError);
  if (!env.HEADER_PROXIES) {
    reportError('HEADER_PROXIES is missing: name the addresses of the proxy that signs people in.');
  }
  const secret = readSecret(env, 'HEADER_SECRET', readFile, reportError);
  if (!isSet(env, 'HEADER_SECRET') || (secret !== null && secret.length < 16)) {
    reportError('HEADER_SECRET must be 16 characters or more, which only the proxy knows.');
  }
  const user = headerName(env, 'HEADER_USER', 'X-Forwarded-User', reportError);
  const groups = headerName(env, 'HEADER_ROLES', 'X-Forwarded-Groups', reportError);
  const name = env.HEADER_NAME ? headerName(env, 'HEADER_NAME', '', reportError) : null;
  const own = new Map(roles.map((role) => [role as string, role]));
  const roleMap = env.HEADER_ROLE_MAP ? readRoleMap(env, 'HEADER_ROLE_MAP', reportError) : own;
  if (!(proxies && secret && user && groups && roleMap)) return null;
  return { proxies, secret, user, name, roles: groups, roleMap };
}

/** Reads HEADER_PROXIES; null when there are none. */
export function readProxies(env: Env, reportError: ReportError): Addresses | null {
  if (!env.HEADER_PROXIES) return null;
  const proxies = readAddresses(env.HEADER_PROXIES);
  if (proxies === null) {
    reportError(
      'HEADER_PROXIES must be IP addresses or networks such as 10.1.0.0/16, with commas between.',
    );
  }
  return proxies;
}

/** Reads `value=role` pairs with commas between. The last `=` counts: values may have some. */
export function readRoleMap(
  env: Env,
  name: 'HEADER_ROLE_MAP' | 'OIDC_ROLE_MAP',
  reportError: ReportError,
): ReadonlyMap<string, Role> | null {
  const map = new Map<string, Role>();
  for (const pair of (env[name] ?? '').split(',')) {
    const at = pair.lastIndexOf('=');
    const value = pair.slice(0, Math.max(0, at)).trim();
    const role = roles.find((one) => one === pair.slice(at + 1).trim());
    if (value === '' || role === undefined || map.has(value)) {
      reportError(
        `${name} must be value=role with commas between, each value once; roles: ${roles.join(', ')}.`,
      );
      return null;
    }
    map.set(value, role);
  }
  return map;
}

/** Reports a setting of another mode: with it forgotten in AUTH_MODE people would be signed in differently than meant. */
export function reportUnused(
  env: Env,
  names: readonly string[],
  mode: SignInMode,
  reportError: ReportError,
): void {
  const unused = names.find((name) => isSet(env, name));
  if (unused)
    reportError(`${unused} has no effect with AUTH_MODE=${mode}: unset it, or change the mode.`);
}

function headerName(
  env: Env,
  name: 'HEADER_USER' | 'HEADER_NAME' | 'HEADER_ROLES',
  fallback: string,
  reportError: ReportError,
): string | null {
  const header = (env[name] || fallback).toLowerCase();
  if (
    /^[a-z][a-z0-9-]{1,63}$/.test(header) &&
    !/^(cookie|host|origin|authorization)$/.test(header)
  ) {
    return header;
  }
  reportError(`${name} must be the name of a header, of letters, digits and hyphens.`);
  return null;
}
