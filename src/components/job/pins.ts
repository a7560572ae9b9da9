import type { SignedUrl } from '../../../contract/job.ts';
import { mediaObject } from '../../../contract/media.ts';

/** The link in use for each object; bounded, since a support desk's tab lives for weeks. */
const pins = new Map<string, SignedUrl>();
const MAX_PINS = 2_000;

/** A link is given up this long before it runs out, so that a picture does not start loading on its last second. */
const MARGIN = 60_000;

function usable(link: SignedUrl, now: number, failed: readonly string[]): boolean {
  if (failed.includes(link.url)) return false;
  return link.expiresAt === null || Date.parse(link.expiresAt) - now > MARGIN;
}

/**
 * The link to load an object by: the one already in use as long as it holds, else the one just received. Null when both
 * have failed or run out; the next poll's link is tried then, so a broken object is asked for once per signature.
 */
export function freshest(link: SignedUrl, now: number, failed: readonly string[]): string | null {
  const object = mediaObject(link.url);
  const pinned = pins.get(object);
  if (pinned !== undefined && usable(pinned, now, failed)) return pinned.url;
  if (failed.includes(link.url)) return null;
  pins.delete(object);
  pins.set(object, link);
  const oldest = pins.size > MAX_PINS ? pins.keys().next().value : undefined;
  if (oldest !== undefined) pins.delete(oldest);
  return link.url;
}
