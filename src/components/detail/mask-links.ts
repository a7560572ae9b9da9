/**
 * Copies a value with the query of every link masked: the signature in it is a permission and must not get into a
 * screenshot or a ticket (docs/promises.md#secrets).
 */
export function maskLinks(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/g, '$1?…');
  }
  if (Array.isArray(value)) return value.map(maskLinks);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, maskLinks(field)]));
  }
  return value;
}
