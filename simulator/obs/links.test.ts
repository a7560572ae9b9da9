import { expect, it } from 'vitest';
import { linkSignature, stringToSign } from './links.ts';

// The vectors of docs/metastudio.md#link-vectors.
const sk = 'testSecretKey0000000000000000000000000000';
const expires = '1768552200';
const cover =
  '0123456789abcdef0123456789abcdef/942e65a5fd219a2e01fb08d881cfadb9/20d367508e62d3d4ad608cedbe81bd35.png';

type Query = [string, string][];

it.each<[string, string, string, Query, string]>([
  ['O1', 'GET', cover, [], '4VFgMTjzUWWRdTwee7E18aZyqBw%3D'],
  ['O2', 'HEAD', cover, [], 'uway7wlAckwa%2FKU80vPURdg%2FT%2BU%3D'],
  [
    'O3',
    'GET',
    'p/a/新品 发布.mp4',
    [['response-content-disposition', 'attachment; filename="video 1.mp4"']],
    'MJNidPo8J4edT7fbuGMd3rpfQfw%3D',
  ],
  ['O4', 'GET', 'p/a/cover.png', [], 'R%2FQl0w9vKLko80vUc%2BNTPJeSXRk%3D'],
  ['O4 with v=2', 'GET', 'p/a/cover.png', [['v', '2']], 'R%2FQl0w9vKLko80vUc%2BNTPJeSXRk%3D'],
  [
    'O5',
    'GET',
    'p/a/cover.png',
    [['x-image-process', 'image/resize,w_200']],
    'L0GpXUXj37i57URRlqRnwc5Kvjg%3D',
  ],
  [
    'O6',
    'GET',
    'p/a/cover.png',
    [['x-obs-security-token', 'faketoken']],
    'SdyrKMW9Ip2xqhWWVoBJ4PQq49k%3D',
  ],
])('signs vector %s', (_, verb, key, query, signature) => {
  const parts: Query = [['AccessKeyId', 'x'], ['Expires', expires], ['Signature', 'y'], ...query];
  const text = stringToSign(verb, { bucket: 'sim-metastudio', key }, expires, parts);
  expect(encodeURIComponent(linkSignature(text, sk))).toBe(signature);
});

it('signs sub-resources sorted and decoded: the first of two, and bare when empty', () => {
  const query: Query = [
    ['versionId', '2'],
    ['acl', ''],
    ['versionId', '3'],
    ['other', '4'],
  ];
  const text = stringToSign('GET', { bucket: 'b', key: 'k' }, '1', query);
  expect(text).toBe('GET\n\n\n1\n/b/k?acl&versionId=2');
});
