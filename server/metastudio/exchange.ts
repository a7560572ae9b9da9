import type { Clock } from '../lib/clock.ts';
import { UpstreamFault } from './errors.ts';

/** Largest reply that is read, in bytes after decompression (docs/promises.md#oversized-replies). */
const maxReplyBytes = 8 * 1024 * 1024;

/** A complete reply. */
export type Exchange = { status: number; headers: Headers; body: Uint8Array };

/** The part of fetch that is used; tests bring their own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Sends one request and reads its whole reply within `budgetMs`, which also ends a reply that arrives byte by byte.
 * Redirects are not followed: fetch would send our token to the other host (docs/promises.md#redirects).
 *
 * @throws UpstreamFault when there is no complete reply
 */
export async function exchange(
  { fetch, clock }: { fetch: Fetch; clock: Clock },
  url: string,
  init: RequestInit,
  budgetMs: number,
): Promise<Exchange> {
  const limit = clock.timeout(budgetMs);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: limit.signal });
    return {
      status: response.status,
      headers: response.headers,
      body: await readCapped(response, maxReplyBytes),
    };
  } catch (error) {
    throw error instanceof UpstreamFault ? error : connectionFault(error);
  } finally {
    limit.clear();
  }
}

/** Counts decoded bytes while reading: a small compressed body can be huge. */
async function readCapped(response: Response, max: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts, size);
    size += value.byteLength;
    if (size > max) {
      await reader.cancel();
      throw new UpstreamFault('upstream_malformed', { overflow: true, retryable: false });
    }
    parts.push(value);
  }
}

/** Error codes of failures before any byte of the request was sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Errors of checking the certificate, which happens before the request is sent (nodejs.org/api/tls.html, "X509
 * certificate error codes"). Other errors of TLS can come in the middle of an exchange.
 */
const certificateError =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|INVALID_CA$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME)/;

function connectionFault(error: unknown): UpstreamFault {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new UpstreamFault('upstream_timeout');
  }
  const code = causeCode(error);
  const isCertificate = certificateError.test(code);
  return new UpstreamFault(
    code === 'UND_ERR_CONNECT_TIMEOUT' ? 'upstream_timeout' : 'upstream_unreachable',
    {
      // A wrong certificate stays wrong: no retry, and no exception from checking it.
      ...(isCertificate ? { retryable: false } : {}),
      sent: !(isCertificate || neverSent.has(code) || isRefusedTunnel(error)),
    },
  );
}

/**
 * True when a proxy on the way refused to connect us: undici's error of it has no code of its own
 * (github.com/nodejs/undici, lib/dispatcher/proxy-agent.js).
 */
function isRefusedTunnel(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^Proxy response \(\d+\) !== 200/.test(error.message) || isRefusedTunnel(error.cause);
}

function causeCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const first = cause instanceof AggregateError ? cause.errors[0] : cause;
  return first instanceof Error && 'code' in first ? String(first.code) : '';
}
