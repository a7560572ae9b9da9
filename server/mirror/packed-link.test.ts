import { expect, it } from 'vitest';
import { packLink, unpackLink } from './packed-link.ts';

const place = 'https://bucket.obs.cn-north-4.myhuaweicloud.com/project/';
const link = (object: string, signature: string) =>
  `${place}${object}?AccessKeyId=AK&Expires=1796165272&Signature=${signature}&x-obs-security-token=t%2Bk`;

it.each([
  link('asset/cover.jpg', '%2Bl5SPn4%3D'),
  `${place}asset/cover.jpg?X-Amz-Date=20260115T080000Z&X-Amz-Signature=0af1&X-Amz-Expires=900`,
  `${place}asset/cover.jpg?Signature=first&Signature=second`,
  `${place}asset/cover.jpg?key=a/b?c&Signature=`,
  `${place}asset/cover.jpg`,
  'https://media.example/cover.jpg?Signature=abc',
  'https://media.example',
  '',
])('makes the same link again: %s', (url) => {
  expect(unpackLink(packLink(url))).toBe(url);
});

it('keeps apart what links of the same second have in common', () => {
  const [one, other] = [link('asset-1/a.jpg', 'abc'), link('asset-2/b.jpg', 'def')].map(packLink);
  expect(one?.own).toBe('asset-1/a.jpg abc');
  expect(other?.shared).toBe(one?.shared);
});
