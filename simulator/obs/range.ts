/**
 * The part of an object of `size` bytes that a Range header asks for, both ends inclusive; null for the whole (no
 * header, malformed, inverted, several ranges), `beyond` when it starts after the end
 * (docs/metastudio.md#object-requests).
 */
export function rangeOf(
  header: string | undefined,
  size: number,
): { from: number; to: number } | 'beyond' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '') {
    if (last === '') return null;
    const length = Math.min(Number(last), size);
    return length === 0 ? 'beyond' : { from: size - length, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return null;
  return from >= size ? 'beyond' : { from, to };
}
