import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';

/** A permanent or temporary access key; a temporary one has a security token, which is signed too. */
export type AccessKey = { ak: string; sk: string; securityToken: string | null };

/** What a signature covers. `path` is decoded; `body` is sent as `JSON.stringify` makes it. */
export type Signable = {
  method: 'GET' | 'POST';
  origin: string;
  path: string;
  query: Record<string, string | string[]>;
  /** `content-type` in lower case: the official signer knows no other spelling. */
  headers: Record<string, string>;
  body: object | null;
};

/** The time in the format of X-Sdk-Date, such as `20260115T083000Z`. */
function sdkDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** The X-Sdk-Date of a signed request in ms since 1970; null when it has none. */
export function signedAt(headers: Record<string, string>): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['X-Sdk-Date'] ?? '');
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/**
 * Signs with the vendor's signer (SDK-HMAC-SHA256, docs/metastudio.md#signing); returns all headers but `host`, which
 * fetch sets. The signer gets the body as an object: it would stringify a string a second time and sign the wrong text.
 */
export function signRequest(
  request: Signable,
  key: AccessKey,
  now: number,
): Record<string, string> {
  const query: Record<string, string | string[]> = {};
  // A copy, because the signer sorts repeated values in place.
  for (const [name, value] of Object.entries(request.query)) {
    query[name] = Array.isArray(value) ? [...value] : value;
  }
  const headers: Record<string, string> = { ...request.headers, 'X-Sdk-Date': sdkDate(now) };
  if (key.securityToken !== null) headers['X-Security-Token'] = key.securityToken;
  const signed: Record<string, string> = AKSKSigner.sign(
    {
      method: request.method,
      endpoint: request.origin + request.path,
      queryParams: query,
      headers,
      ...(request.body === null ? {} : { data: request.body }),
    },
    credential(key),
  );
  const { host: _, ...rest } = signed;
  return rest;
}

/** The type that the signer asks for; it uses only the first two methods. */
function credential(key: AccessKey): Parameters<typeof AKSKSigner.sign>[1] {
  const unused = () => Promise.reject(new Error('Only the signer is used.'));
  return {
    getAk: () => key.ak,
    getSk: () => key.sk,
    processAuthRequest: unused,
    processAuthParams: unused,
  };
}
