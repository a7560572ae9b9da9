import { secureHeaders } from 'hono/secure-headers';
import type { AppContext } from './env.ts';
import type { PageDocument } from './page-document.ts';

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
export function commonHeaders(https: boolean) {
  return secureHeaders({
    ...none,
    xContentTypeOptions: true,
    referrerPolicy: 'no-referrer',
    crossOriginResourcePolicy: 'same-origin',
    strictTransportSecurity: https ? `max-age=${year}; includeSubDomains` : false,
  });
}

/** Headers of the API: a reply must not work as a page. */
export function apiHeaders() {
  return secureHeaders({
    ...none,
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  });
}

/** Headers of the page: inline scripts and styles by their hashes, pictures and videos also from MetaStudio's object store. */
export function pageHeaders(mediaSources: readonly string[], inline: PageDocument['inline']) {
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
      styleSrc: ["'self'", ...inline.styles, (c: AppContext) => c.get('page').styles ?? "'self'"],
      imgSrc: ["'self'", 'data:', ...mediaSources],
      mediaSrc: ["'self'", ...mediaSources],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      // Without JavaScript the list's filters are a form.
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  });
}
