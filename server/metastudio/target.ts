import { idPattern } from '../../contract/ids.ts';

/** Query parameters; an array is a repeated parameter. */
export type Query = Record<string, string | string[]>;

/** The address of a call. */
export type Target = {
  url: string;
  origin: string;
  /** The decoded path, which the signer takes. */
  path: string;
};

/**
 * Builds the URL of a call from its documented path and checks it: ids by allow-list, then the parsed URL must have
 * exactly the intended origin and path. Otherwise an id such as `..%2fv3%2fauth%2ftokens` could become a signed call to
 * another address (docs/promises.md#paths-and-ids).
 *
 * @throws Error when an id or the URL is not as intended; callers have validated ids before
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

/** Percent-encodes by RFC 3986 as the signature does: a space is `%20`, never `+`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
