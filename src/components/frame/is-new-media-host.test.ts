import { expect, it } from 'vitest';
import { isNewMediaHost } from './is-new-media-host.ts';

const bucket = 'https://films.obs.cn-north-4.myhuaweicloud.com';
const shared = 'https://obs.cn-north-4.myhuaweicloud.com/films/';
const last = 'https://films.obs.ap-southeast-3.myhuaweicloud.com';
const originalPolicy = `default-src 'none'; img-src data: 'self' ${bucket}  ${shared};media-src ${last};frame-src 'none'`;

const isNew = (effectiveDirective: string, blockedURI: string) =>
  isNewMediaHost({ effectiveDirective, blockedURI, originalPolicy });

it.each([
  ['img-src', 'https://others.obs.cn-north-4.myhuaweicloud.com/a.png?Signature=x'],
  ['media-src', 'https://others.obs.cn-north-4.myhuaweicloud.com/a.mp4'],
  ['img-src', 'https://obs.cn-north-4.myhuaweicloud.com/others/a.png'],
  ['media-src', 'http://127.0.0.1:8080/a.mp4'],
])('tells a file in a bucket that the page does not know, by %s', (directive, address) => {
  expect(isNew(directive, address)).toBe(true);
});

it.each([
  ['a redirect of a known bucket', 'img-src', `${bucket}/a.png`],
  ['a redirect of a known bucket at the shared host', 'img-src', `${shared}a.png`],
  ['a redirect of the last one of the policy', 'media-src', `${last}/a.mp4`],
  ['a script', 'script-src-elem', 'https://evil.example/x.js'],
  ['a style', 'style-src-attr', 'inline'],
  ['a picture without an address', 'img-src', 'blob'],
  ['an address that only contains one', 'img-src', 'data:,https://films.example/a.png'],
  ['a directive that only contains the name', 'x-img-src', 'https://evil.example/a.png'],
  ['a part of the directive', 'img-src-x', 'https://evil.example/a.png'],
])('does not offer to reload after %s', (_, directive, address) => {
  expect(isNew(directive, address)).toBe(false);
});
