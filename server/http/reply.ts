import { createHash } from 'node:crypto';
import type { ProblemError } from './problems.ts';
import { problemBody } from './problems.ts';

/** Headers of every answer, whatever it is (reliability 6.4). */
export const everyHeader = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Headers of the API: never stored anywhere, never shown as a page. */
const apiHeader = {
  ...everyHeader,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

const json = 'application/json; charset=utf-8';

/** A JSON answer. */
export function jsonReply(
  body: object,
  requestId: string,
  status = 200,
  more: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...apiHeader, 'content-type': json, 'x-request-id': requestId, ...more },
  });
}

/** An answer without a body. */
export function emptyReply(requestId: string, more: Record<string, string> = {}): Response {
  return new Response(null, {
    status: 204,
    headers: { ...apiHeader, 'x-request-id': requestId, ...more },
  });
}

/** A problem (RFC 9457); says when to come back where that is known. */
export function problemReply(
  error: ProblemError,
  requestId: string,
  more: Record<string, string> = {},
): Response {
  const body = problemBody(error, requestId);
  const headers: Record<string, string> = {
    ...apiHeader,
    'content-type': 'application/problem+json; charset=utf-8',
    'x-request-id': requestId,
    vary: 'Origin, Sec-Fetch-Site',
    ...more,
  };
  if (error.retryAfterMs !== null) {
    const seconds = Math.min(30, Math.max(1, Math.ceil(error.retryAfterMs / 1000)));
    headers['retry-after'] = String(seconds);
  }
  return new Response(JSON.stringify(body), { status: body.status, headers });
}

/**
 * An answer that many will be given: its bytes and tag are made once. Only the times at its end differ from one to the
 * next, and they do not count for the tag, so that an unchanged answer is a 304 whenever it was read.
 */
export type Rendered = {
  etag: string;
  asOf: string;
  /** The whole body; `serverNow` fills the last field, if it has one. */
  bytes: (serverNow: string) => Uint8Array<ArrayBuffer>;
};

const emptyTime = '0000-00-00T00:00:00.000Z';

/** @param withNow whether the body ends in `serverNow`; an ISO time always has the same length, so it is written in place */
export function render(fixed: object, asOf: string, withNow: boolean): Rendered {
  const head = JSON.stringify(fixed);
  const etag = `W/"${createHash('sha256').update(head).digest('base64url').slice(0, 22)}"`;
  const tail = `,"asOf":"${asOf}"${withNow ? `,"serverNow":"${emptyTime}"` : ''}}`;
  let last = new Uint8Array(Buffer.from(head.slice(0, -1) + tail));
  let lastNow = '';
  const at = last.byteLength - emptyTime.length - 2;
  const bytes = (serverNow: string) => {
    if (withNow && serverNow !== lastNow) {
      // A copy each time: the one before may still be on its way out.
      const next = new Uint8Array(last);
      new TextEncoder().encodeInto(serverNow, next.subarray(at));
      last = next;
      lastNow = serverNow;
    }
    return last;
  };
  return { etag, asOf, bytes };
}

/** Answers 304 where the browser has the same already, else the body. */
export function renderedReply(
  rendered: Rendered,
  ifNoneMatch: string | undefined,
  serverNow: string,
  requestId: string,
): Response {
  const headers: Record<string, string> = {
    ...apiHeader,
    etag: rendered.etag,
    'dailies-as-of': rendered.asOf,
    'x-request-id': requestId,
  };
  if (matches(ifNoneMatch, rendered.etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers['content-type'] = json;
  return new Response(rendered.bytes(serverNow), { headers });
}

/** Whether If-None-Match names this weak tag (RFC 9110). */
export function matches(header: string | null | undefined, etag: string): boolean {
  if (!header) return false;
  const opaque = etag.slice(2);
  return header.split(',').some((one) => {
    const tag = one.trim();
    return tag === '*' || tag === etag || tag === opaque;
  });
}
