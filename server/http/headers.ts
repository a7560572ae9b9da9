import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { AppContext, AppEnv } from './env.ts';
import type { PageDocument } from './page-document.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const requestIdHeader = 'x-request-id';
/** In seconds. */
const year = 31_536_000;

/** Turns the middleware's defaults off: docs/promises.md#response-headers lists each header that is sent, with its reason. */
const none = {
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  strictTransportSecurity: false,
  xContentTypeOptions: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  removePoweredBy: false,
} as const;

/** Headers of every reply. */
export function everyReply(https: boolean): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...(https && { 'strict-transport-security': `max-age=${year}; includeSubDomains` }),
  };
}

/**
 * Sets the headers of every reply, with those that routes have added, and the id of the request. Not hono/secure-headers: a
 * reply that is sent very often takes them all at once as plain data ({@link plainReply}).
 */
export function commonHeaders(https: boolean) {
  const headers = everyReply(https);
  return createMiddleware<AppEnv>(async (c, next) => {
    c.set('headers', headers);
    await next();
    if (c.get('hasHeaders')) return;
    const all = c.get('headers');
    for (const name of Object.keys(all)) c.res.headers.set(name, all[name] ?? '');
    c.res.headers.set(requestIdHeader, c.get('requestId'));
  });
}

/** Headers of the API: a reply must not work as a page, and no copy of it may be kept. */
export function apiHeaders() {
  const joined = joinedHeaders({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
  return createMiddleware<AppEnv>((c, next) => {
    c.set('headers', joined(c));
    return next();
  });
}

/** Headers together with those that every reply to the request gets. */
export type JoinedHeaders = (c: AppContext) => Record<string, string>;

/** Joins headers once for all requests: those of every reply are always the same ones on a route. */
export function joinedHeaders(headers: Record<string, string>): JoinedHeaders {
  let before: Record<string, string> | undefined;
  let all = headers;
  return (c) => {
    if (c.get('headers') !== before) {
      before = c.get('headers');
      all = { ...before, ...headers };
    }
    return all;
  };
}

/**
 * A reply with these headers and those of all replies. A `Headers` object with them takes a fifth of the time that a
 * known answer takes; node-server sends plain data without one.
 *
 * @param headers joined before: joining them for each request leaves 2 kB that only a full collection of garbage removes
 */
export function plainReply(
  c: AppContext,
  bytes: Bytes | null,
  status: number,
  headers: JoinedHeaders,
): Response {
  c.set('hasHeaders', true);
  const all = { ...headers(c), [requestIdHeader]: c.get('requestId') };
  return new Response(bytes, { status, headers: all });
}

function withOwnStyles(c: AppContext): string {
  const { styles } = c.get('page');
  return styles === null ? "'self'" : `'self' ${styles}`;
}

/**
 * Headers of the page: inline scripts and styles by their hashes, pictures and videos also from MetaStudio's object store,
 * and no text becomes code or HTML (docs/promises.md#trusted-types).
 */
export function pageHeaders(mediaSources: () => readonly string[], inline: PageDocument['inline']) {
  // Asked for with each reply: a bucket may have been seen just now, in what the page shows.
  const media = () => ["'self'", ...mediaSources()].join(' ');
  return secureHeaders({
    ...none,
    crossOriginOpenerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    permissionsPolicy: {
      camera: [],
      microphone: [],
      geolocation: [],
      payment: [],
      usb: [],
      serial: [],
    },
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", ...inline.scripts],
      styleSrc: [withOwnStyles, ...inline.styles],
      imgSrc: ['data:', media],
      mediaSrc: [media],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      // Without JavaScript the list's filters are a form.
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
  });
}

/** Forbids every cache to keep the reply. */
export const noStore = createMiddleware<AppEnv>(async (c, next) => {
  c.header('cache-control', 'no-store');
  await next();
});
