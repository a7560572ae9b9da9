const utf8 = new TextDecoder('utf-8', { fatal: true });
const tolerantUtf8 = new TextDecoder('utf-8');

/**
 * Decodes the text of a layer from Base64 of UTF-8 (docs/metastudio.md#scenes): with or without padding, in the usual or
 * the URL-safe letters, with line breaks. A text that is not Base64 is returned unchanged.
 */
export function decodeText(encoded: string): string {
  const bytes = base64Bytes(encoded);
  const text = bytes && textOf(bytes);
  // Words such as "SALE" are Base64 by their letters; what they decode to is no text.
  return text === null || /[^\P{Cc}\t\n\r]/u.test(text) ? encoded : text;
}

/** The bytes of Base64 in any dialect; null when the text is not Base64. */
function base64Bytes(encoded: string): Buffer | null {
  const letters = encoded.replace(/[\r\n]+/g, '').trim();
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(letters)) return null;
  const bytes = Buffer.from(letters, 'base64');
  // An encoder leaves no bits over; this is where most words differ that merely look like Base64.
  const digits = letters.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  return bytes.toString('base64').replace(/=+$/, '') === digits ? bytes : null;
}

/** UTF-8 with a few broken characters at most, such as a text that was cut in the middle of one; null for other bytes. */
function textOf(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    const text = tolerantUtf8.decode(bytes);
    return (text.split('\ufffd').length - 1) * 8 <= text.length ? text : null;
  }
}
