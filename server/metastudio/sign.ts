import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';

/** A permanent or temporary access key; a temporary one comes with a security token, which is signed too. */
export type AccessKey = { ak: string; sk: string; securityToken: string | null };

/** What a signature covers. `path` is decoded, `body` is sent as its own `JSON.stringify`. */
export type Signable = {
  method: 'GET' | 'POST';
  origin: string;
  path: string;
  query: Record<string, string | string[]>;
  /** Lower-case names: the official signer looks for `content-type` in that spelling only. */
  headers: Record<string, string>;
  body: object | null;
};

/** `20260115T083000Z`, the form of X-Sdk-Date. */
function sdkDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** The time that a request was signed with, in ms; null when its headers say none. */
export function signedAt(headers: Record<string, string>): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['X-Sdk-Date'] ?? '');
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/**
 * Signs with the vendor's own signer (SDK-HMAC-SHA256, metastudio-api 6.2) and answers all headers to send but `host`,
 * which fetch sets itself. The signer stringifies the body it is given, so it gets the object and never a string:
 * a string would be stringified twice and the signature would be wrong.
 */
export function signRequest(
  request: Signable,
  key: AccessKey,
  now: number,
): Record<string, string> {
  const query: Record<string, string | string[]> = {};
  // The signer sorts repeated values in place; the copy keeps that out of the caller's hands.
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

/** What the signer's type asks for; it uses the first two only. */
function credential(key: AccessKey): Parameters<typeof AKSKSigner.sign>[1] {
  const unused = () => Promise.reject(new Error('The signer alone is used.'));
  return {
    getAk: () => key.ak,
    getSk: () => key.sk,
    processAuthRequest: unused,
    processAuthParams: unused,
  };
}
