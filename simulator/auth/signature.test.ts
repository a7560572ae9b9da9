import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  canonicalRequest,
  parseAuthorization,
  percentEncode,
  sdkDate,
  signatureOf,
  toSdkDate,
} from './signature.ts';

// The vendor's vectors (docs/metastudio.md#signing-vectors); the keys are test values.
const sk = 'testSecretKey0000000000000000000000000000';
const p = '0123456789abcdef0123456789abcdef';
const j = '26f06524-4f75-4b3a-a853-b649a21aaf66';
const usual = ['content-type', 'host', 'x-project-id', 'x-sdk-date'];
const headers = {
  'content-type': 'application/json',
  host: 'metastudio.cn-north-4.myhuaweicloud.com',
  'x-project-id': p,
  'x-sdk-date': '20260115T083000Z',
};

type Vector = {
  method: string;
  target: string;
  more?: Record<string, string>;
  body?: string;
  hash?: string;
  signature: string;
};

const vectors: Record<string, Vector> = {
  V1: {
    method: 'GET',
    target: `/v1/${p}/digital-human-videos?offset=0&limit=20&state=WAITING%2CPROCESSING&asset_name=%E6%96%B0%E5%93%81%E5%8F%91%E5%B8%83&sort_key=create_time&sort_dir=desc`,
    hash: '7aae03fe1e46c4c7acaabd037c491a23f0982cee1e5bb80920ce58820296436c',
    signature: '4adba450eeb2918672c8aa41f41042345276abe75e4abffcd94c46b6415d6bf8',
  },
  V2: {
    method: 'POST',
    target: `/v1/${p}/2d-digital-human-videos/${j}/cancel`,
    hash: '630534df3b34adbe9ddca1861d2d24d7bd126190384aa00818ef81a5ee7d205b',
    signature: '18483cc89c78aad6bc0581d80b9a5b3f96be8e519a5106b9e4f820ab8c38f353',
  },
  V3: {
    method: 'GET',
    target: `/v1/${p}/2d-digital-human-videos/${j}?show_script=true`,
    more: { 'x-app-userid': 'tenant-a_user-42' },
    hash: '0c92d581c2519456eb33daa5c04e4258ac80ef2eb72354b524d8b31ea94f8760',
    signature: 'adc9f8c9104eea9ea51accca5f0d3966942939d0dbad4cd5fc44b118f277f290',
  },
  V4: {
    method: 'GET',
    target: `/v1/${p}/digital-human-videos?job_ids=b-2&job_ids=a-1&fuzzy_query_field=asset_name`,
    signature: 'a6cb4fe143dead2d80a4ffe4ec7ff3e85a154cd3a39a06cd8b6297986560d6da',
  },
  V5: {
    method: 'GET',
    target: `/v1/${p}/digital-human-videos`,
    more: { 'x-security-token': 'faketoken' },
    signature: 'e0a857ee83ee4f6b599fa73279594f4d8e6bd551d9777024f5808e4bdba5cc6b',
  },
  V6: {
    method: 'POST',
    target: `/v1/${p}/2d-digital-human-videos`,
    body: '{"script_id":"4b5b6effcf3b4c72a0baccb265111765","output_asset_config":{"asset_name":"测试 A"}}',
    signature: '69915fc569033a3d0b948bbc07fec33ec9256cfef99fbe51724c798b61423229',
  },
};

describe('SDK-HMAC-SHA256', () => {
  it.each(Object.entries(vectors))('signs the vendor’s vector %s', (_, vector) => {
    const request = {
      method: vector.method,
      target: vector.target,
      headers: { ...headers, ...vector.more },
      body: Buffer.from(vector.body ?? ''),
    };
    const names = [...usual, ...Object.keys(vector.more ?? {})].sort((a, b) => (a < b ? -1 : 1));
    if (vector.hash !== undefined) {
      const canonical = canonicalRequest(request, names);
      expect(createHash('sha256').update(canonical).digest('hex')).toBe(vector.hash);
    }
    expect(signatureOf(request, names, sk)).toBe(vector.signature);
  });

  it.each([
    [
      'GET',
      '/path?limit=1',
      '',
      '5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624',
    ],
    [
      'POST',
      '/path?key=value',
      // Go's JSON encoder ends its text with a newline, which is part of the signed body.
      '{"Name":"test","Id":1}\n',
      'cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59',
    ],
  ])('signs the Go SDK’s own %s', (method, target, body, signature) => {
    const request = {
      method,
      target,
      headers: { 'x-sdk-date': '20060102T150405Z', host: 'example.huaweicloud.com' },
      body: Buffer.from(body),
    };
    expect(signatureOf(request, ['x-sdk-date'], 'SecretKey')).toBe(signature);
  });

  it('canonicalises equal queries in different encodings alike', () => {
    const of = (target: string) =>
      canonicalRequest({ method: 'GET', target, headers, body: new Uint8Array() }, usual);
    expect(of('/a?state=WAITING,BLOCK&x=%7e')).toBe(of('/a/?x=~&state=WAITING%2CBLOCK'));
    expect(of('/a?x=1+2')).toContain('x=1%2B2');
    expect(of('/a?b')).toContain('\nb=\n');
    expect(of('/%E0%A4%A?b=%')).toContain('/%25E0%25A4%25A/\nb=%25\n');
  });

  it('uses X-Sdk-Content-Sha256 instead of the body’s hash', () => {
    const request = {
      method: 'POST',
      target: '/a',
      headers: { ...headers, 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' },
      body: Buffer.from('anything'),
    };
    expect(canonicalRequest(request, usual).endsWith('\nUNSIGNED-PAYLOAD')).toBe(true);
  });
});

it('parses an Authorization header, and rejects malformed ones', () => {
  const text = 'SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=0aF9';
  expect(parseAuthorization(text)).toEqual({
    access: 'AK1',
    signedHeaders: ['host', 'x-sdk-date'],
    signature: '0aF9',
  });
  for (const wrong of [
    '',
    'Bearer x',
    text.replace('SHA256', 'SHA1'),
    text.replace('0aF9', 'zz'),
  ]) {
    expect(parseAuthorization(wrong)).toBeNull();
  }
});

it('converts SDK dates and percent-encodes text', () => {
  const at = Date.UTC(2026, 0, 15, 8, 30, 0);
  expect(sdkDate('20260115T083000Z')).toBe(at);
  expect(toSdkDate(at)).toBe('20260115T083000Z');
  expect(sdkDate('2026-01-15T08:30:00Z')).toBeNull();
  expect(sdkDate('20261315T083000Z')).toBeNull();
  expect(percentEncode("a-_.~ !'()*/新")).toBe('a-_.~%20%21%27%28%29%2A%2F%E6%96%B0');
});
