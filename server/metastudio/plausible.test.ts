import { describe, expect, it } from 'vitest';
import { plausibleTime, type Range, ranges, within } from './plausible.ts';

const now = Date.parse('2026-05-20T10:00:00Z');

describe('plausibleTime', () => {
  it.each([
    ['2020-07-30T10:43:17Z', '2020-07-30T10:43:17.000Z'],
    ['2020-07-30T10:43:17.5+08:00', '2020-07-30T02:43:17.500Z'],
    ['2020-07-30T10:43:17', null],
    ['2020-07-30 10:43:17Z', null],
    ['2021-02-29T00:00:00Z', null],
    ['0000-01-01T00:00:00Z', null],
    ['1596105797', null],
    ['soon', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('reads %j as %s', (text, time) => {
    expect(plausibleTime(text, now)).toBe(time);
  });

  it.each([
    ['1970-01-01T00:00:00Z', null],
    ['1970-01-01T00:00:00+08:00', null],
    ['1969-12-31T16:00:00-08:00', null],
    ['0001-01-01T00:00:00Z', null],
    ['2018-12-31T23:59:59.999Z', null],
    ['2019-01-01T07:59:59+08:00', null],
    ['2019-01-01T00:00:00Z', '2019-01-01T00:00:00.000Z'],
    ['2019-01-01T08:00:00+08:00', '2019-01-01T00:00:00.000Z'],
  ])('takes %s, around the first day of the service, as %s', (text, time) => {
    expect(plausibleTime(text, now)).toBe(time);
  });

  it.each([
    ['2026-05-21T10:00:00Z', '2026-05-21T10:00:00.000Z'],
    ['2026-05-21T10:00:00.001Z', null],
    ['2038-01-19T03:14:07Z', null],
    ['9999-12-31T23:59:59Z', null],
  ])('takes %s, around a day ahead of our clock, as %s', (text, time) => {
    expect(plausibleTime(text, now)).toBe(time);
  });
});

describe('within', () => {
  const named = Object.entries<Range>(ranges);

  it.each(named)('keeps the ends of %s and nothing beyond', (_, [min, max]) => {
    expect(within([min, max], min)).toBe(min);
    expect(within([min, max], max)).toBe(max);
    const step = 0.001;
    for (const value of [min - step, max + step, min - 1, max + 1, NaN, Infinity, -Infinity, 1e300])
      expect(within([min, max], value)).toBeNull();
  });

  it.each([null, undefined])('returns null for %s', (value) => {
    expect(within(ranges.angle, value)).toBeNull();
  });
});
