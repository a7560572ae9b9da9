import { describe, expect, it } from 'vitest';
import { type Signable, signedAt, signRequest } from './sign.ts';

const project = '0123456789abcdef0123456789abcdef';
const job = '26f06524-4f75-4b3a-a853-b649a21aaf66';
const key = {
  ak: 'TESTAK0000000000EXAM',
  sk: 'testSecretKey0000000000000000000000000000',
  securityToken: null,
};
const now = Date.UTC(2026, 0, 15, 8, 30, 0);

const request = (part: Partial<Signable>): Signable => ({
  method: 'GET',
  origin: 'https://metastudio.cn-north-4.myhuaweicloud.com',
  path: `/v1/${project}/digital-human-videos`,
  query: {},
  body: null,
  ...part,
  headers: {
    'content-type': 'application/json',
    'X-Project-Id': project,
    ...part.headers,
  },
});

const list = 'content-type;host;x-project-id;x-sdk-date';

/** Made with the vendor's package and verified independently (docs/metastudio.md#signing-vectors). */
const vectors: [string, Signable, string, string][] = [
  [
    'V1',
    request({
      query: {
        offset: '0',
        limit: '20',
        state: 'WAITING,PROCESSING',
        asset_name: '新品发布',
        sort_key: 'create_time',
        sort_dir: 'desc',
      },
    }),
    list,
    '4adba450eeb2918672c8aa41f41042345276abe75e4abffcd94c46b6415d6bf8',
  ],
  [
    'V2',
    request({ method: 'POST', path: `/v1/${project}/2d-digital-human-videos/${job}/cancel` }),
    list,
    '18483cc89c78aad6bc0581d80b9a5b3f96be8e519a5106b9e4f820ab8c38f353',
  ],
  [
    'V3',
    request({
      path: `/v1/${project}/2d-digital-human-videos/${job}`,
      query: { show_script: 'true' },
      headers: { 'X-App-UserId': 'tenant-a_user-42' },
    }),
    'content-type;host;x-app-userid;x-project-id;x-sdk-date',
    'adc9f8c9104eea9ea51accca5f0d3966942939d0dbad4cd5fc44b118f277f290',
  ],
  [
    'V4',
    request({ query: { job_ids: ['b-2', 'a-1'], fuzzy_query_field: ['asset_name'] } }),
    list,
    'a6cb4fe143dead2d80a4ffe4ec7ff3e85a154cd3a39a06cd8b6297986560d6da',
  ],
  [
    'V6',
    request({
      method: 'POST',
      path: `/v1/${project}/2d-digital-human-videos`,
      body: {
        script_id: '4b5b6effcf3b4c72a0baccb265111765',
        output_asset_config: { asset_name: '测试 A' },
      },
    }),
    list,
    '69915fc569033a3d0b948bbc07fec33ec9256cfef99fbe51724c798b61423229',
  ],
];

describe('signRequest', () => {
  it.each(vectors)('signs vector %s as the vendor does', (_, signable, names, signature) => {
    expect(signRequest(signable, key, now).Authorization).toBe(
      `SDK-HMAC-SHA256 Access=${key.ak}, SignedHeaders=${names}, Signature=${signature}`,
    );
  });

  it('signs vector V5, with a security token, as the vendor does', () => {
    const headers = signRequest(request({}), { ...key, securityToken: 'faketoken' }, now);
    expect(headers.Authorization).toBe(
      `SDK-HMAC-SHA256 Access=${key.ak}, SignedHeaders=${list};x-security-token, Signature=e0a857ee83ee4f6b599fa73279594f4d8e6bd551d9777024f5808e4bdba5cc6b`,
    );
    expect(headers['X-Security-Token']).toBe('faketoken');
  });

  it('returns no host header and does not change the query', () => {
    const signable = request({ query: { job_ids: ['b-2', 'a-1'] } });
    expect(signRequest(signable, key, now)).not.toHaveProperty('host');
    expect(signable.query).toEqual({ job_ids: ['b-2', 'a-1'] });
  });
});

describe('signedAt', () => {
  it('is the time that a request was signed with, to the second', () => {
    const at = Date.UTC(2026, 11, 31, 23, 59, 58, 999);
    expect(signedAt(signRequest(request({}), key, at))).toBe(Date.UTC(2026, 11, 31, 23, 59, 58));
  });

  it.each([undefined, '', '2026-01-15T08:30:00Z', '20260115T083000Z0', 'x20260115T083000Z'])(
    'is not known when X-Sdk-Date is %j',
    (date) => {
      expect(signedAt(date === undefined ? {} : { 'X-Sdk-Date': date })).toBeNull();
    },
  );
});
