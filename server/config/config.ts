import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { maxTokenLength, type Role, roles, type SignInMode } from '../../contract/session.ts';
import type { Addresses } from '../lib/addresses.ts';
import { type LogLevel, logLevels } from '../lib/logger.ts';
import { isLoopback } from '../lib/loopback.ts';
import { type Region, regions } from '../lib/regions.ts';
import { type AppUserSettings, readAppUsers } from './app-users.ts';
import { type Credentials, httpsOrigin, readCredentials } from './credentials.ts';
import { reportPublished, secretsIn } from './known-secrets.ts';
import { type MetricsSettings, readMetrics } from './metrics.ts';
import { type OidcSettings, readOidcSettings } from './oidc.ts';
import { readRoot } from './production.ts';
import { type OutboundProxy, readOutboundProxy } from './proxy.ts';
import { readRecordsPlace } from './records.ts';
import { type Env, type ReadFile, type ReportError, readSecret } from './secrets.ts';
import { reportMisspelt } from './settings.ts';
import {
  type HeaderSettings,
  isForTeams,
  readAuthMode,
  readHeaderSettings,
  readProxies,
} from './sign-in.ts';
import { integer, oneOf } from './values.ts';

/** A MetaStudio endpoint with our project and credentials. */
type Account = { endpoint: string; projectId: string; credentials: Credentials };

/** The settings. */
export type Config = {
  host: string;
  /** 0 picks a free port. */
  port: number;
  /** Origin that browsers use, if it is not the one we listen on. */
  publicUrl: string | null;
  region: Region;
  /** Null without credentials: MetaStudio is simulated. */
  account: Account | null;
  /** True when this process is root's and has real credentials, and nothing says that it may. */
  isRoot: boolean;
  /** Null without credentials too: the simulator is called directly. */
  outboundProxy: OutboundProxy | null;
  /** The app user of all calls, if there is one. */
  appUserId: string | null;
  /** Null when people have no app users of their own. */
  appUsers: AppUserSettings | null;
  authMode: SignInMode;
  /** Null in other modes than `header`. */
  header: HeaderSettings | null;
  /** Null in other modes than `oidc`. */
  oidc: OidcSettings | null;
  /** Proxies in front whose forwarded headers are believed; null when there are none. */
  proxies: Addresses | null;
  /** Null: a token is generated at start. */
  devToken: string | null;
  devRole: Role;
  /** Null: the buckets that MetaStudio's own links lead to. */
  mediaHosts: string[] | null;
  /** Folder of the embedded database; used for old audit files only when there is a `databaseUrl`. */
  dataDir: string;
  /** PostgreSQL instead of the embedded database. */
  databaseUrl: string | null;
  /** Audit files of versions before the database, to take in. */
  auditDir: string;
  /** How long the audit is kept. */
  auditDays: number;
  /** How long a cancel is read back before it is reported as unconfirmed; shorter in browser tests. */
  readBackMs: number;
  /** How long a job must have waited after a cancel before another one may be sent; null: a minute. */
  tryAgainMs: number | null;
  /** How often outcomes on record are compared with what is known of their jobs; null: every minute. */
  compareMs: number | null;
  /** How far back jobs are followed. */
  mirrorDays: number;
  logLevel: LogLevel;
  /** Null by default: there are none. */
  metrics: MetricsSettings | null;
  /** Settings of the simulator; null means its own default. */
  simulator: Record<'port' | 'jobs' | 'seed' | 'urlTtl', number | null>;
};

/** The longest range that the page offers besides all time. */
export const defaultMirrorDays = 90;

/** docs/promises.md#cancel-is-read-back */
export const defaultReadBackMs = 20_000;

/** The settings, or one line for each error. */
export type ConfigResult = { config: Config; errors: [] } | { config: null; errors: string[] };

/**
 * Reads the settings from the environment, or reports every error in them, without values of secrets. Most settings cannot be
 * judged without a mode of sign-in: when that is wrong, they are not.
 */
export function readConfig(
  env: Env,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
  isRoot: boolean = process.geteuid?.() === 0,
): ConfigResult {
  const errors: string[] = [];
  const reportError: ReportError = (line) => {
    errors.push(line);
  };
  reportMisspelt(env, reportError);
  const region = oneOf(env, 'METASTUDIO_REGION', regions, 'cn-north-4', reportError);
  const credentials = readCredentials(env, region, readFile, reportError);
  const account = credentials && readAccount(env, region, credentials, reportError);
  const authMode = readAuthMode(env, credentials !== null, reportError);
  if (authMode === null) return { config: null, errors };
  const host = readHost(env, authMode, reportError);
  const port = integer(env, 'PORT', 0, 65_535, reportError) ?? 8080;
  const config: Config = {
    host,
    port,
    publicUrl: readPublicUrl(env, authMode, reportError),
    region,
    account,
    isRoot: readRoot(env, { isRoot, hasCredentials: credentials !== null }, reportError),
    outboundProxy: credentials && readOutboundProxy(env, reportError),
    appUserId: readAppUserId(env, reportError),
    appUsers: readAppUsers(env, authMode, readFile, reportError),
    authMode,
    header: readHeaderSettings(env, authMode, readFile, reportError),
    oidc: readOidcSettings(env, authMode, readFile, reportError),
    proxies: isForTeams(authMode) ? readProxies(env, () => undefined) : null,
    devToken: readDevToken(env, readFile, reportError),
    devRole: oneOf(env, 'DEV_ROLE', roles, 'viewer', reportError),
    mediaHosts: readMediaHosts(env, reportError),
    ...readRecordsPlace(env, readFile, reportError),
    auditDays: integer(env, 'AUDIT_DAYS', 1, 36_500, reportError) ?? 400,
    mirrorDays: integer(env, 'MIRROR_DAYS', 1, 3650, reportError) ?? defaultMirrorDays,
    readBackMs: integer(env, 'DAILIES_READ_BACK_MS', 500, 60_000, reportError) ?? defaultReadBackMs,
    tryAgainMs: integer(env, 'DAILIES_TRY_AGAIN_MS', 500, 600_000, reportError),
    compareMs: integer(env, 'DAILIES_COMPARE_MS', 500, 600_000, reportError),
    logLevel: oneOf(env, 'LOG_LEVEL', logLevels, 'info', reportError),
    metrics: readMetrics(env, { host, port }, reportError),
    simulator: readSimulator(env, reportError),
  };
  // Only right settings have known secrets.
  if (errors.length === 0) reportPublished(env, secretsIn(config), reportError);
  return errors.length === 0 ? { config, errors: [] } : { config: null, errors };
}

function readSimulator(env: Env, reportError: ReportError): Config['simulator'] {
  return {
    port: integer(env, 'SIMULATOR_PORT', 0, 65_535, reportError),
    jobs: integer(env, 'SIMULATOR_JOBS', 0, 100_000, reportError),
    seed: integer(env, 'SIMULATOR_SEED', 0, 4_294_967_295, reportError),
    urlTtl: integer(env, 'SIMULATOR_URL_TTL', 1, 31_536_000, reportError),
  };
}

function readAccount(
  env: Env,
  region: Region,
  credentials: Credentials,
  reportError: ReportError,
): Account {
  const projectId = env.METASTUDIO_PROJECT_ID ?? '';
  if (!/^[0-9a-f]{32}$/.test(projectId)) {
    reportError('METASTUDIO_PROJECT_ID must be the 32 hex digits of the project in that region.');
  }
  const regional = `https://metastudio.${region}.myhuaweicloud.com`;
  const endpoint = httpsOrigin(env.METASTUDIO_ENDPOINT || regional);
  // Metadata services have an address and no name; no endpoint of the cloud does (docs/promises.md#upstream-address).
  const isAddress = endpoint !== null && /^https:\/\/(\[|\d+(\.\d+){0,3}(:|$))/.test(endpoint);
  if (endpoint === null || isAddress) {
    reportError(
      'METASTUDIO_ENDPOINT must be https with a host name, or http on this machine, without path or user.',
    );
  }
  return { endpoint: endpoint ?? regional, projectId, credentials };
}

function readHost(env: Env, mode: SignInMode, reportError: ReportError): string {
  const host = env.HOST || '127.0.0.1';
  if (
    isForTeams(mode)
      ? isIP(host.replace(/^\[(.*)\]$/, '$1')) === 0 && host !== 'localhost'
      : !isLoopback(host)
  ) {
    reportError(
      isForTeams(mode)
        ? 'HOST must be an IP address of this machine.'
        : `HOST must be a loopback address with AUTH_MODE=${mode}: this sign-in is for one machine.`,
    );
  }
  return host.replace(/^\[(.*)\]$/, '$1');
}

function readPublicUrl(env: Env, mode: SignInMode, reportError: ReportError): string | null {
  const address = env.PUBLIC_URL;
  if (!address) {
    const isHere = isLoopback(env.HOST || '127.0.0.1');
    if (isForTeams(mode) && !isHere) {
      reportError('PUBLIC_URL is missing: the address under which people open Dailies.');
    }
    return null;
  }
  const origin = httpsOrigin(address);
  if (origin === null) {
    reportError(
      'PUBLIC_URL must be https://host, or http on this machine, without path, query or user.',
    );
  } else if (!isForTeams(mode) && !isLoopback(new URL(origin).hostname)) {
    reportError(`PUBLIC_URL must be on this machine with AUTH_MODE=${mode}.`);
  }
  return origin;
}

function readAppUserId(env: Env, reportError: ReportError): string | null {
  const id = env.METASTUDIO_APP_USER_ID;
  if (!id) return null;
  if (!/^[A-Za-z0-9_.@-]{1,64}$/.test(id)) {
    reportError('METASTUDIO_APP_USER_ID takes 1 to 64 of the characters A-Z a-z 0-9 _ . @ -');
  }
  return id;
}

function readDevToken(env: Env, readFile: ReadFile, reportError: ReportError): string | null {
  const token = readSecret(env, 'DEV_TOKEN', readFile, reportError);
  const isValid =
    token === null || (/^[\w.~-]{16,}$/.test(token) && token.length <= maxTokenLength);
  if (!isValid) {
    reportError(`DEV_TOKEN takes 16 to ${maxTokenLength} of the characters A-Z a-z 0-9 _ . ~ -`);
  }
  return token;
}

function readMediaHosts(env: Env, reportError: ReportError): string[] | null {
  if (!env.MEDIA_HOSTS) return null;
  const list = env.MEDIA_HOSTS.split(',').map((host) => host.trim());
  if (!list.every((host) => /^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+$/.test(host))) {
    reportError(
      'MEDIA_HOSTS must be lower-case host names, *.example.com for all below one, with commas between.',
    );
  }
  return list;
}
