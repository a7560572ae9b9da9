import { isIP } from 'node:net';
import type { AppContext } from './env.ts';
import type { Site } from './site.ts';

/** The address at the other end of the connection; null when the app is called within the process. */
export function peerAddress(c: AppContext): string | null {
  // Node-server passes its request along.
  return c.env?.incoming?.socket.remoteAddress ?? null;
}

/**
 * The address that a request came from, for the audit; null when that is not known. Of what proxies say only the part is
 * believed that named ones have added (docs/promises.md#forwarded-headers).
 */
export function clientAddress(c: AppContext, site: Site): string | null {
  const peer = peerAddress(c);
  if (peer === null || !site.trusts(peer)) return peer;
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  const client = hops.findLast((hop) => hop !== '' && !site.trusts(hop));
  return client === undefined || isIP(client) === 0 ? peer : client;
}
