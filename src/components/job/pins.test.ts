import { expect, it } from 'vitest';
import { pinnedUrl } from './pins.ts';

const link = (signature: string, expiresAt = '2026-05-20T12:00:00Z', object = 'a') => ({
  url: `https://bucket.example/${object}.png?Signature=${signature}`,
  expiresAt,
});
const now = Date.parse('2026-05-20T10:00:00Z');

it('keeps the first link of an object when a new signature arrives', () => {
  const first = pinnedUrl(link('1'), now, []);
  expect(pinnedUrl(link('2'), now + 60_000, [])).toBe(first);
});

it('takes the new link when the pinned one is about to expire', () => {
  pinnedUrl(link('1', '2026-05-20T10:10:00Z', 'b'), now, []);
  const later = now + 9.5 * 60_000;
  const fresh = link('2', '2026-05-20T13:00:00Z', 'b');
  expect(pinnedUrl(fresh, later, [])).toBe(fresh.url);
});

it('tries the newest link once after a failure, then waits for another', () => {
  const one = link('1', undefined, 'c');
  const two = link('2', undefined, 'c');
  const three = link('3', undefined, 'c');
  pinnedUrl(one, now, []);
  expect(pinnedUrl(two, now, [one.url])).toBe(two.url);
  expect(pinnedUrl(two, now, [one.url, two.url])).toBeNull();
  expect(pinnedUrl(three, now, [one.url, two.url])).toBe(three.url);
});
