import type { Logger } from '../lib/logger.ts';
import { regions } from '../lib/regions.ts';

export type MediaPlaceOptions = {
  /** Host names, `*.example.com` for all subdomains. Null: the buckets that MetaStudio's own links lead to. */
  hosts: readonly string[] | null;
  /** Further origins, matched exactly: the simulator's, or a MetaStudio on this machine. */
  origins: readonly string[];
  logger: Logger;
};

/** Who chose the place of a link: MetaStudio for a file that it made, or a person for their script. */
export type LinkMaker = 'metastudio' | 'person';

/** More than MetaStudio is known to use; a reply that names ever new ones must not open the page to all of them. */
const maxBuckets = 8;
/** How many places outside of the list are named in the log. */
const maxLogged = 50;

const bucketHost = new RegExp(
  String.raw`^(?:([a-z\d][a-z\d-]{1,61}[a-z\d])\.)?obs\.(?:${regions.join('|')})\.myhuaweicloud\.com$`,
);

/**
 * The places that covers and videos may come from: one list for the links that leave the proxy and for the page's content
 * security policy (docs/decisions/0028-buckets-are-learnt.md).
 */
export class MediaPlaces {
  readonly #options: MediaPlaceOptions;
  readonly #buckets = new Set<string>();
  readonly #logged = new Set<string>();

  constructor(options: MediaPlaceOptions) {
    this.#options = options;
  }

  /** Source expressions of a content security policy; they grow when a new bucket is seen. */
  sources(): string[] {
    const { hosts, origins } = this.#options;
    return [...(hosts ?? []).map((host) => `https://${host}`), ...this.#buckets, ...origins];
  }

  /** True when the page may load this; logs each place once that it may not. */
  allow(url: URL, maker: LinkMaker): boolean {
    const isAllowed = this.#isListed(url) || this.#learn(url, maker);
    if (!isAllowed) this.#logBlocked(url);
    return isAllowed;
  }

  #isListed(url: URL): boolean {
    const { hosts, origins } = this.#options;
    if (url.username || url.password) return false;
    if (origins.includes(url.origin)) return true;
    if (url.protocol !== 'https:' || url.port !== '') return false;
    const { hostname } = url;
    if (hosts === null) return this.#buckets.has(bucketOf(url) ?? '');
    return hosts.some((host) =>
      host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host,
    );
  }

  /** Only MetaStudio's own links teach a bucket: anyone may write the address of a picture into a script. */
  #learn(url: URL, maker: LinkMaker): boolean {
    const bucket = bucketOf(url);
    if (this.#options.hosts !== null || maker !== 'metastudio' || bucket === null) return false;
    if (this.#buckets.size >= maxBuckets) return false;
    this.#buckets.add(bucket);
    const fields = { event: 'media_bucket', place: bucket };
    this.#options.logger.info(fields, 'Covers and videos may come from this bucket from now on');
    return true;
  }

  #logBlocked(url: URL): void {
    // `null` is the origin of schemes without one.
    const place = url.origin === 'null' ? url.protocol : url.origin;
    if (this.#logged.has(place) || this.#logged.size >= maxLogged) return;
    this.#logged.add(place);
    const fields = { event: 'media_blocked', place };
    this.#options.logger.warn(fields, 'A link leads to a place that MEDIA_HOSTS does not name');
  }
}

/** The bucket of a link to OBS, as a source expression, in either of its two forms; null for any other link. */
function bucketOf(url: URL): string | null {
  if (url.protocol !== 'https:' || url.port !== '' || url.username || url.password) return null;
  const host = bucketHost.exec(url.hostname);
  if (host === null) return null;
  if (host[1] !== undefined) return url.origin;
  const [bucket] = /^\/[a-z\d][a-z\d-]{1,61}[a-z\d]\//.exec(url.pathname) ?? [];
  return bucket === undefined ? null : url.origin + bucket;
}
