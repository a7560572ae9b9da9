import { NONCE, secureHeaders } from 'hono/secure-headers';

const year = 31_536_000;

/** None of the middleware's defaults: each header below is named with its reason in docs/promises.md#response-headers. */
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

/** Headers of the API: a reply is never a page of its own. */
export function apiHeaders() {
  return secureHeaders({
    ...none,
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  });
}

/** Headers of the page: its own code by nonce, pictures and videos from where MetaStudio keeps them. */
export function pageHeaders(mediaSources: readonly string[]) {
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
      scriptSrc: ["'self'", NONCE],
      styleSrc: ["'self'", NONCE],
      imgSrc: ["'self'", 'data:', ...mediaSources],
      mediaSrc: ["'self'", ...mediaSources],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  });
}
