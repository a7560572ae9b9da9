import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { mediaLinks } from '../testing/media-links.ts';

const hosts = ['*.myhuaweicloud.com', 'media.example.com'];
const links = (clock = fakeClock()) =>
  mediaLinks({ hosts, origins: ['http://127.0.0.1:9000'], clock });

const base = 'https://media.example.com/x.png';
const expiryOf = (query: string) => links().fresh(`${base}?${query}`)?.expiresAt;
const seconds = (ms: number) => Math.floor(ms / 1000);

describe('a link', () => {
  it.each([
    'http://a.myhuaweicloud.com/x',
    'http://media.example.com/x',
    'ftp://media.example.com/x',
    'https://a.myhuaweicloud.com:8443/x',
    'https://user@a.myhuaweicloud.com/x',
    'https://:password@a.myhuaweicloud.com/x',
    'http://user@127.0.0.1:9000/x',
    'https://myhuaweicloud.com/x',
    'https://myhuaweicloud.com.evil.example/x',
    'https://evilmyhuaweicloud.com/x',
    'https://x.media.example.com/x',
    'https://media.example.com.evil.example/x',
    'http://127.0.0.1:9001/x',
    'https://127.0.0.1:9000/x',
    'javascript:alert(1)',
    'data:text/html,x',
    '//a.myhuaweicloud.com/x',
    '',
    null,
    undefined,
    `https://media.example.com/${'x'.repeat(4071)}`,
  ])('is rejected: %j', (url) => {
    expect(links().fresh(url)).toBeNull();
  });

  it.each([
    'https://media.example.com/x',
    'https://a.myhuaweicloud.com/x',
    'https://a.b.myhuaweicloud.com/x',
    'http://127.0.0.1:9000/x',
    `https://media.example.com/${'x'.repeat(4070)}`,
  ])('is allowed: %j', (url) => {
    expect(links().fresh(url)).toEqual({ url, expiresAt: null });
  });
});

describe('the expiry of a link', () => {
  it.each([
    ['Expires=1768552200', '2026-01-16T08:30:00.000Z'],
    ['Expires=999999999', '2001-09-09T01:46:39.000Z'],
    ['X-Amz-Date=20260116T083000Z&X-Amz-Expires=60', '2026-01-16T08:31:00.000Z'],
    ['X-Obs-Date=20261231T235959Z&X-Obs-Expires=86400', '2027-01-01T23:59:59.000Z'],
    ['X-Amz-Expires=60&X-Obs-Date=20260116T083000Z&X-Obs-Expires=1', '2026-01-16T08:30:01.000Z'],
  ])('is read from %s', (query, time) => {
    expect(expiryOf(query)).toBe(time);
  });

  it.each([
    '',
    'a=b',
    'Expires=soon',
    'Expires=',
    'Expires=+1768552200',
    'Expires=1768552200s',
    'Expires=17685522',
    'Expires=176855220000',
    'Expires=soon&X-Amz-Date=20260116T083000Z&X-Amz-Expires=60',
    'X-Amz-Expires=60',
    'X-Amz-Date=20260116T083000Z',
    'X-Amz-Date=20260116T083000Z&X-Amz-Expires=',
    'X-Amz-Date=20260116T083000Z&X-Amz-Expires=soon',
    'X-Amz-Date=20260116T083000Z&X-Amz-Expires=-60',
    'X-Amz-Date=20260116T083000Z&X-Amz-Expires=60s',
    'X-Amz-Date=20260116T083000Z&X-Amz-Expires=1000000000',
    'X-Amz-Date=2026-01-16T08:30:00Z&X-Amz-Expires=60',
    'X-Amz-Date=20260116T083000Z0&X-Amz-Expires=60',
    'X-Amz-Date=020260116T083000Z&X-Amz-Expires=60',
    'X-Amz-Date=20260116T083000Z&X-Obs-Expires=60',
  ])('is not known from %j', (query) => {
    expect(expiryOf(query)).toBeNull();
  });
});

describe('a pinned link', () => {
  /** Links of one picture, signed anew at each call for `life` seconds, or without an expiry. */
  function pictures(life: number | null) {
    const clock = fakeClock();
    const pins = links(clock);
    const pin = (object = base) => {
      const expires = life === null ? '' : `Expires=${seconds(clock.now()) + life}&`;
      return pins.pinned(`${object}?${expires}Signature=${clock.now()}`);
    };
    return { clock, pin };
  }

  it.each([
    ['80 % of its life', 1000, 800_000],
    ['80 % of a day less ten minutes, when it has no expiry', null, 68_640_000],
  ])('stays the same until %s', (_, life, until) => {
    const { clock, pin } = pictures(life);
    const first = pin();
    clock.advance(until - 1);
    expect(pin()).toEqual(first);
    clock.advance(1);
    const second = pin();
    expect(second).not.toEqual(first);
    clock.advance(1);
    expect(pin()).toEqual(second);
  });

  it('is shared within one object only', () => {
    const { clock, pin } = pictures(1000);
    const first = pin();
    clock.advance(1000);
    expect(pin()).toEqual(first);
    expect(pin(`${base}2`)).not.toEqual(first);
  });

  it('is replaced by the next one when it had expired before', () => {
    const { clock, pin } = pictures(-1000);
    const first = pin();
    clock.advance(1);
    expect(pin()).not.toEqual(first);
  });

  it('is null for a host that is not allowed', () => {
    expect(links().pinned('https://evil.example/x')).toBeNull();
  });
});
