/**
 * The same value with every signed link masked: what stands after the `?` is a permission, and must not travel in a
 * screenshot or a ticket.
 */
export function maskLinks(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]*/g, '$1?…');
  }
  if (Array.isArray(value)) return value.map(maskLinks);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskLinks(one)]));
  }
  return value;
}
