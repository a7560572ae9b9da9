import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The signed parts of a request: the target exactly as received, headers with lower-case names, the body's bytes. */
export type SignedRequest = {
  method: string;
  /** Path and query as they stood on the request line. */
  target: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

/** The three parts of an `Authorization: SDK-HMAC-SHA256 …` header. */
export type Authorization = { access: string; signedHeaders: string[]; signature: string };

/** Reads an Authorization header of the SDK's form; null for any other. */
export function parseAuthorization(header: string): Authorization | null {
  const match =
    /^SDK-HMAC-SHA256\s+Access=([^,\s]+),\s*SignedHeaders=([^,\s]*),\s*Signature=([0-9A-Fa-f]+)$/.exec(
      header.trim(),
    );
  if (match === null) return null;
  const [, access = '', names = '', signature = ''] = match;
  return { access, signedHeaders: names.split(';'), signature };
}

/** RFC 3986 encoding: only `A-Za-z0-9-_.~` stay unchanged. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Decodes percent-encoding. Malformed text stays unchanged, because it was signed like that. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The canonical request of SDK-HMAC-SHA256 (docs/metastudio.md#signing): the path ends with a slash, the query is
 * sorted by key and then by value, and it contains exactly the headers that the sender names.
 */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const cut = request.target.indexOf('?');
  const path = cut === -1 ? request.target : request.target.slice(0, cut);
  const query = cut === -1 ? '' : request.target.slice(cut + 1);
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`);
  const hash =
    request.headers['x-sdk-content-sha256'] ??
    createHash('sha256').update(request.body).digest('hex');
  return [
    request.method.toUpperCase(),
    canonicalPath(path),
    canonicalQuery(query),
    headers.join(''),
    signedHeaders.join(';'),
    hash,
  ].join('\n');
}

function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => percentEncode(percentDecode(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const cut = pair.indexOf('=');
      const key = cut === -1 ? pair : pair.slice(0, cut);
      const value = cut === -1 ? '' : pair.slice(cut + 1);
      return [percentDecode(key), percentDecode(value)] as const;
    });
  // The SDKs sort the decoded text by code units, and encode it afterwards.
  pairs.sort(([ak, av], [bk, bv]) => order(ak, bk) || order(av, bv));
  return pairs.map(([key, value]) => `${percentEncode(key)}=${percentEncode(value)}`).join('&');
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The signature of a request with `secretKey`. */
export function signatureOf(
  request: SignedRequest,
  signedHeaders: readonly string[],
  secretKey: string,
): string {
  const canonical = canonicalRequest(request, signedHeaders);
  const digest = createHash('sha256').update(canonical).digest('hex');
  const text = `SDK-HMAC-SHA256\n${request.headers['x-sdk-date'] ?? ''}\n${digest}`;
  return createHmac('sha256', secretKey).update(text).digest('hex');
}

/** Compares two signatures in constant time. */
export function sameSignature(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** `YYYYMMDD'T'HHMMSS'Z'` as epoch ms; null for any other form. */
export function sdkDate(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return null;
  const at = Date.parse(text.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(at) ? null : at;
}

/** Epoch ms as `YYYYMMDD'T'HHMMSS'Z'`. */
export function toSdkDate(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
