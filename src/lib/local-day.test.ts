import { afterEach, describe, expect, it } from 'vitest';
import { setTimeZone } from './intl.ts';
import { endOfDay, isDay, localDay, startOfDay } from './local-day.ts';

afterEach(() => setTimeZone(undefined));

/** Zone, day, and its first and last moment in UTC. */
const days: [string, string, string, string][] = [
  ['UTC', '2026-05-20', '2026-05-20T00:00:00.000Z', '2026-05-20T23:59:59.999Z'],
  ['Asia/Shanghai', '2026-12-31', '2026-12-30T16:00:00.000Z', '2026-12-31T15:59:59.999Z'],
  // 24:00 becomes 23:00: the day has 25 hours, and 23:30 twice.
  ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00.000Z', '2026-04-05T03:59:59.999Z'],
  ['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z', '2026-04-06T03:59:59.999Z'],
  // 00:00 becomes 01:00: the day begins at 01:00.
  ['America/Santiago', '2026-09-05', '2026-09-05T04:00:00.000Z', '2026-09-06T03:59:59.999Z'],
  ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T02:59:59.999Z'],
  ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T20:59:59.999Z'],
  ['Asia/Beirut', '2026-10-24', '2026-10-23T21:00:00.000Z', '2026-10-24T21:59:59.999Z'],
  // 01:00 becomes 00:00: midnight exists twice, the day begins at the first one.
  ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
];

describe('a local day', () => {
  it.each(days)('in %s on %s lasts from %s to %s', (timeZone, day, first, last) => {
    setTimeZone(timeZone);
    expect(new Date(startOfDay(day)).toISOString()).toBe(first);
    expect(new Date(endOfDay(day)).toISOString()).toBe(last);
    expect([startOfDay(day) - 1, startOfDay(day), endOfDay(day)].map(localDay)).toEqual([
      expect.not.stringContaining(day),
      day,
      day,
    ]);
  });

  it.each([
    ['2026-05-20', true],
    ['2000-01-01', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['1999-12-31', false],
    ['2100-01-01', false],
    ['2026-5-1', false],
    ['2026-05-20 ', false],
    ['x2026-05-20', false],
    ['20ab-05-20', false],
    ['', false],
  ])('is written as YYYY-MM-DD: %j is one: %s', (text, is) => {
    expect(isDay(text)).toBe(is);
  });

  it.each(['Pacific/Apia', 'Pacific/Fakaofo'])(
    'does not end before it starts in %s',
    (timeZone) => {
      setTimeZone(timeZone);
      // After 29 December came the 31st.
      expect(endOfDay('2011-12-30')).toBe(startOfDay('2011-12-30'));
      expect(localDay(startOfDay('2011-12-30'))).toBe('2011-12-31');
    },
  );

  it('contains a job of the hour that its end passes twice', () => {
    setTimeZone('America/Santiago');
    const job = Date.parse('2026-04-05T03:30:00Z');
    expect(job).toBeLessThanOrEqual(endOfDay('2026-04-04'));
    expect(job).toBeLessThan(startOfDay('2026-04-05'));
  });
});
