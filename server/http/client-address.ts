import type { AppContext } from './env.ts';

/**
 * The address that a request came from, for the audit; null when it did not come over a connection. Headers of a proxy in
 * front are not believed: requests that carry them are refused (docs/promises.md#forwarded-headers).
 */
export function clientAddress(c: AppContext): string | null {
  // Node-server passes its request along; there is none when the app is called within the process.
  return c.env?.incoming?.socket.remoteAddress ?? null;
}
