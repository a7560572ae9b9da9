import type { SignedUrl } from '../../contract/job.ts';
import { mediaObject } from '../../contract/media.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import type { LinkMaker, MediaPlaces } from './media-places.ts';

/** Assumed life of a link without an expiry; the documented life is 24 h (docs/metastudio.md#assets). */
const assumedLifeMs = 24 * 3_600_000 - 10 * 60_000;
/** Part of its life after which a pinned link is replaced by a newer one (docs/promises.md#pinned-links). */
const pinnedShare = 0.8;

type Pin = { link: SignedUrl; until: number };

/** Checks signed links against the allowed places, and pins those of pictures. Links were signed for one app user. */
export class MediaLinks {
  readonly #places: MediaPlaces;
  readonly #clock: Clock;
  readonly #pins = new Lru<string, Pin>(5000);

  constructor(places: MediaPlaces, clock: Clock) {
    this.#places = places;
    this.#clock = clock;
  }

  /** The link with its expiry; null when there is none or its place is not allowed (docs/promises.md#media-hosts). */
  fresh(url: string | null | undefined, maker: LinkMaker = 'metastudio'): SignedUrl | null {
    const parsed = this.#allowed(url, maker);
    if (!parsed) return null;
    const expiry = expiryOf(parsed.searchParams);
    return { url: parsed.href, expiresAt: expiry === null ? null : new Date(expiry).toISOString() };
  }

  /**
   * Like {@link fresh}, but returns the earlier link of the same object until most of its life is over. MetaStudio signs
   * anew on every read: without pins no list would be a 304 and every poll would load every picture again.
   */
  pinned(url: string | null | undefined, maker: LinkMaker = 'metastudio'): SignedUrl | null {
    const link = this.fresh(url, maker);
    if (!link) return null;
    const now = this.#clock.now();
    const key = mediaObject(link.url);
    const pin = this.#pins.get(key);
    if (pin && now < pin.until) return pin.link;
    const end = link.expiresAt === null ? now + assumedLifeMs : Date.parse(link.expiresAt);
    this.#pins.set(key, { link, until: now + Math.max(0, end - now) * pinnedShare });
    return link;
  }

  #allowed(url: string | null | undefined, maker: LinkMaker): URL | null {
    if (!url || url.length > 4096 || !URL.canParse(url)) return null;
    const parsed = new URL(url);
    return this.#places.allow(parsed, maker) ? parsed : null;
  }
}

/** Expiry of a link in ms since 1970 (docs/metastudio.md#link-signature); null when it has none. */
function expiryOf(query: URLSearchParams): number | null {
  const expires = query.get('Expires');
  if (expires !== null) return /^\d{9,11}$/.test(expires) ? Number(expires) * 1000 : null;
  for (const vendor of ['Amz', 'Obs']) {
    const life = query.get(`X-${vendor}-Expires`);
    const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(
      query.get(`X-${vendor}-Date`) ?? '',
    );
    if (!date || !life || !/^\d{1,9}$/.test(life)) continue;
    const [, year, month, day, hour, minute, second] = date.map(Number);
    const from = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
    return from + Number(life) * 1000;
  }
  return null;
}
