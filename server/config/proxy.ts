import type { Env, ReportError } from './secrets.ts';
import { isDecodable } from './values.ts';

/** The proxy through which MetaStudio and IAM are called. */
export type OutboundProxy = {
  /** Its origin, with the user and password if it wants them. */
  url: string;
  /** Hosts that are called directly, as NO_PROXY lists them. */
  noProxy: string;
};

/**
 * Reads HTTPS_PROXY and NO_PROXY; null when there is no proxy. Names in lower case win, as they do for curl. HTTP_PROXY is
 * not read: only endpoints on this machine are called over http, and no proxy can reach those.
 */
export function readOutboundProxy(env: Env, reportError: ReportError): OutboundProxy | null {
  const name = env.https_proxy ? 'https_proxy' : 'HTTPS_PROXY';
  const address = env[name]?.trim();
  if (!address) return null;
  if (!isProxyUrl(address)) {
    reportError(
      `${name} must be http://host:port or https://host:port, with user:password@ before the host if the proxy wants them.`,
    );
    return null;
  }
  return { url: address, noProxy: (env.no_proxy || env.NO_PROXY || '').trim() };
}

/** The parts of the proxy's address that must never be logged. */
export function secretsOfProxy(proxy: OutboundProxy | null): string[] {
  if (proxy === null) return [];
  const { username, password } = new URL(proxy.url);
  if (password === '') return [];
  const plain = decodeURIComponent(password);
  const basic = Buffer.from(`${decodeURIComponent(username)}:${plain}`).toString('base64');
  return [password, plain, basic];
}

function isProxyUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, pathname, search, hash, username, password } = new URL(address);
  const isOrigin = pathname === '/' && search === '' && hash === '';
  return /^https?:$/.test(protocol) && isOrigin && isDecodable(username + password);
}
