import { idPattern } from '../lib/ids.ts';

export type Query = Record<string, string | string[]>;

export type Target = {
  url: string;
  origin: string;
  /** Decoded path, as the signer wants it. */
  path: string;
};

/**
 * Builds the URL of a call from its documented path and proves it before anyone signs it: ids by allow-list, and the
 * parsed URL must have exactly the origin and path intended. An id such as `..%2fv3%2fauth%2ftokens` would otherwise
 * become a signed call to somewhere else (reliability 0.3, C06).
 *
 * @throws Error when an id or the result is not what it should be; callers have validated ids before.
 */
export function buildTarget(
  origin: string,
  template: string,
  ids: Record<string, string>,
  query: Query,
): Target {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined || !idPattern.test(id)) throw new Error(`Not a ${name}.`);
    return id;
  });
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${encode(name)}=${encode(one)}`),
  );
  const url = origin + path + (pairs.length === 0 ? '' : `?${pairs.join('&')}`);
  const parsed = new URL(url);
  if (parsed.origin !== origin || parsed.pathname !== path || parsed.hash || parsed.username) {
    throw new Error('The URL is not the one intended.');
  }
  return { url, origin, path };
}

/** RFC 3986, as the signature has it: a space is `%20`, never `+`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
