import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ProblemCode } from '../../contract/problem.ts';
import type { Logger } from '../lib/logger.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { AppContext, AppEnv } from './env.ts';
import type { Site } from './site.ts';

/** Headers that only a proxy adds; demo and dev sign-in are for one machine (docs/promises.md#forwarded-headers). */
const forwarded =
  /^(via|forwarded|x-(forwarded|envoy|original|real)-.+|(true|x|x-cluster)-client-ip|cf-connecting-ip)$/i;

/** Where an OpenID provider says that sessions have ended: it is no browser, sends no cookie, and its token is all that counts. */
const backChannelPath = '/auth/back-channel-logout';

/**
 * Runs before every route: refuses requests to a wrong host, through another proxy, or from another site
 * (docs/promises.md#browser-boundary; docs/decisions/0008-own-boundary-check.md says why not hono/csrf).
 */
export function boundary(site: Site, logger: Logger) {
  return createMiddleware<AppEnv>((c, next) => {
    const refusal = check(c, site);
    if (refusal) {
      logger.debug({ event: 'boundary', code: refusal.code }, 'Refused at the boundary');
      throw refusal;
    }
    return next();
  });
}

function check(c: AppContext, site: Site): ProblemError | null {
  const host = c.req.header('host') ?? '';
  if (!site.acceptsHost(host) || hostOf(c.req.url) !== host) return new ProblemError('wrong_host');
  if (!site.allowsProxies && headerNames(c).some((name) => forwarded.test(name))) {
    const detail = 'This sign-in does not work behind another proxy.';
    return new ProblemError('forbidden', { detail });
  }
  if (c.req.path === backChannelPath) return null;
  const code = isRead(c) ? checkRead(c) : checkChange(c, site.originOf(host));
  return code && new ProblemError(code);
}

/** Names of the request's headers, from Node's list: to make `Headers` of it takes 4 µs of each request. */
function headerNames(c: AppContext): string[] {
  const { incoming } = c.env ?? {};
  return incoming
    ? incoming.rawHeaders.filter((_, i) => i % 2 === 0)
    : [...c.req.raw.headers.keys()];
}

/** True for methods that change nothing and have no body. */
export function isRead(c: Context): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD';
}

/** Other sites may link to the page, but not embed replies of the API. */
function checkRead(c: AppContext): ProblemCode | null {
  const fetchSite = c.req.header('sec-fetch-site');
  const embedded = fetchSite === 'cross-site' || fetchSite === 'same-site';
  return embedded && c.req.path.startsWith('/api/') ? 'cross_site' : null;
}

/** Changes must come from the page: same origin, JSON, and a header that a plain form cannot send. */
function checkChange(c: AppContext, origin: string): ProblemCode | null {
  const fetchSite = c.req.header('sec-fetch-site');
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return 'cross_site';
  if (c.req.header('origin') !== origin) return 'cross_site';
  if (!/^application\/json(\s*;|$)/i.test(c.req.header('content-type') ?? '')) {
    return 'unsupported_media_type';
  }
  return c.req.header('x-dailies') === '1' ? null : 'cross_site';
}

/** Host of an absolute URL. Not by `new URL`, because this runs on every request. */
function hostOf(url: string): string {
  const from = url.indexOf('//') + 2;
  const slash = url.indexOf('/', from);
  return slash === -1 ? url.slice(from) : url.slice(from, slash);
}
