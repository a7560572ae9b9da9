import type { SignedUrl } from '../../../contract/job.ts';
import { mediaObject } from '../../../contract/media.ts';

/** The link in use for each object; bounded, because a tab can stay open for weeks. */
const pins = new Map<string, SignedUrl>();
const maxPins = 2_000;

/** Milliseconds before its expiry at which a link is given up, because a slow download needs some time. */
const expiryMargin = 60_000;

function isUsable(link: SignedUrl, now: number, failed: readonly string[]): boolean {
  if (failed.includes(link.url)) return false;
  return link.expiresAt === null || Date.parse(link.expiresAt) - now > expiryMargin;
}

function pin(object: string, link: SignedUrl): void {
  pins.delete(object);
  pins.set(object, link);
  const oldest = pins.size > maxPins ? pins.keys().next().value : undefined;
  if (oldest !== undefined) pins.delete(oldest);
}

/**
 * The URL to load an object from: the pinned link while it is usable, else the one just received, which is pinned then.
 * Null when both have failed; the next poll's link is tried then, once per signature
 * (docs/promises.md#pinned-links). `failed` lists the URLs that could not be loaded.
 */
export function pinnedUrl(link: SignedUrl, now: number, failed: readonly string[]): string | null {
  const object = mediaObject(link.url);
  const pinned = pins.get(object);
  if (pinned !== undefined && isUsable(pinned, now, failed)) return pinned.url;
  if (failed.includes(link.url)) return null;
  pin(object, link);
  return link.url;
}
