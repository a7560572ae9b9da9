import { createPool } from './pool.ts';

/** A link in two texts, of which the first is the same object for all links that MetaStudio signed in the same second. */
export type PackedLink = { readonly shared: string; readonly own: string };

/** What differs from link to link: the object's last folder and its name, and the signature. */
const linkPattern = /^([^?]*\/)([^/?]+\/[^/?]+)(\?.*?Signature=)([^&]*)(.*)$/;

/** No URL has one. */
const separator = ' ';

const pooled = createPool<string>();

/** Takes a link apart, which would be the largest part of a job. @param url as `URL` writes it */
export function packLink(url: string): PackedLink {
  const [front, object, query, signature, rest] = linkPattern.exec(url)?.slice(1) ?? ['', url];
  // Joined texts are new ones: parts of the link would keep the whole of it in memory.
  const shared = pooled([front, query, rest].join(separator));
  return { shared, own: [object, signature].join(separator) };
}

/** The link as it was. */
export function unpackLink({ shared, own }: PackedLink): string {
  const [front, query, rest] = shared.split(separator);
  const [object, signature] = own.split(separator);
  return [front, object, query, signature, rest].join('');
}
