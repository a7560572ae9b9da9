import { decodeText } from './layer-text.ts';

/** Deeper parts of a reply are left out: writing them as JSON would overflow the stack. */
const maxDepth = 50;

/** Longest Base64 in a reply, in characters; that of a picture is shortened earlier. */
const maxBase64 = 4096;
const maxPicture = 200;

/** Fields whose value is a secret by its name. */
const secretField = /token|secret|passw|credential|authorization|signature|access_?key|^[as]k$/i;

/** A parameter of a signed link or a token with its value, wherever it stands: in a link, encoded, as a header, in JSON. */
const secretParameter =
  /(?:(?:aws)?access_?key(?:_?id)?|x-(?:obs|amz)-[a-z-]{1,30}|signature|expires|credential|(?<![a-z])[a-z_-]{0,30}token)["']?\s?(?:=|:|%3d)\s?["']?[^&\s"'<>]*/gi;

/**
 * A reply of MetaStudio as it came, fit for a ticket: the query of every link, other secrets and the rest of a Base64
 * picture are replaced by `…`. A signed link is a permission (docs/promises.md#media-links).
 */
export function maskReply(reply: unknown): unknown {
  return mask(reply, '', 0);
}

function mask(value: unknown, field: string, depth: number): unknown {
  if (value === null || value === undefined) return value;
  if (depth > maxDepth || secretField.test(field)) return '…';
  if (typeof value === 'string') return maskText(value, field);
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry) => mask(entry, field, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [maskText(key, ''), mask(entry, key, depth + 1)]),
  );
}

function maskText(text: string, field: string): string {
  if (field === 'text_context') return maskEncoded(text);
  if (text.length > (field === 'human_image' ? maxPicture : maxBase64) && isBase64(text)) {
    return `${text.slice(0, 64)}… (${text.length} characters)`;
  }
  return text.replace(/[^\s"'<>]+/g, maskLink).replace(secretParameter, '…');
}

/** The Base64 of a text layer is kept, unless there is a secret in its text. */
function maskEncoded(encoded: string): string {
  const text = decodeText(encoded);
  const masked = maskText(text, '');
  return masked === text ? encoded : Buffer.from(masked).toString('base64');
}

/** With or without the beginning of a data URL. */
function isBase64(text: string): boolean {
  return /^(?:data:[\w/+.;=-]{0,100},)?[A-Za-z0-9+/_=\r\n-]+$/.test(text);
}

/** A link without its user and its query; another word unchanged. */
function maskLink(word: string): string {
  const start = word.indexOf('//');
  if (start === -1) return word;
  const query = word.indexOf('?', start);
  const link = query === -1 ? word : `${word.slice(0, query)}?…`;
  return link.replace(/\/\/[^/]*@/, '//…@');
}
