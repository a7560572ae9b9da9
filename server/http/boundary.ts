import type { ProblemCode } from '../../contract/problem.ts';
import { ProblemError, problem } from './problems.ts';
import type { Site } from './site.ts';

/** The parts of a request that say where it comes from. */
export type Arrival = {
  method: string;
  url: string;
  /** The path as the routes see it, decoded. */
  path: string;
  header: (name: string) => string | undefined;
};

/** Headers that only a proxy in front would add; demo and dev sign-in are for one machine. */
const forwarded = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'x-forwarded-prefix',
  'x-real-ip',
] as const;

/**
 * Decides whether a request may come in at all, before anyone asks who sent it: the right host, and for changes the
 * page itself and nothing else (reliability 2.4; order: host, fetch metadata, origin, content type, own header).
 *
 * @returns why not, or null
 */
export function refuse(arrival: Arrival, site: Site): ProblemError | null {
  const { header, method } = arrival;
  const host = header('host') ?? '';
  if (!site.knows(host) || hostOf(arrival.url) !== host) return problem('wrong_host');
  for (const name of forwarded) {
    if (header(name) !== undefined) {
      return new ProblemError('forbidden', 'This sign-in does not work behind another proxy.');
    }
  }
  const fetchSite = header('sec-fetch-site');
  if (method === 'GET' || method === 'HEAD') {
    const embedded = fetchSite === 'cross-site' || fetchSite === 'same-site';
    return embedded && arrival.path.startsWith('/api/') ? problem('cross_site') : null;
  }
  const code = refuseChange(header, fetchSite, site.originOf(host));
  return code && problem(code);
}

function refuseChange(
  header: Arrival['header'],
  fetchSite: string | undefined,
  origin: string,
): ProblemCode | null {
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return 'cross_site';
  if (header('origin') !== origin) return 'cross_site';
  if (!/^application\/json(\s*;|$)/i.test(header('content-type') ?? '')) {
    return 'unsupported_media_type';
  }
  return header('x-dailies') === '1' ? null : 'cross_site';
}

/** Host of an absolute URL, without parsing all of it. */
function hostOf(url: string): string {
  const from = url.indexOf('//') + 2;
  const slash = url.indexOf('/', from);
  return slash === -1 ? url.slice(from) : url.slice(from, slash);
}
