import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { anyDay } from '../testing/any-view.ts';
import { holds } from '../testing/holds.ts';
import { setTimeZone } from './intl.ts';
import { endOfDay, isDay, localDay, startOfDay } from './local-day.ts';

afterEach(() => setTimeZone(undefined));

const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
/** West of the date line until that day, which they left out. */
const leftOut = (timeZone: string, day: string) =>
  day === '2011-12-30' && /^Pacific\/(Apia|Fakaofo)$/.test(timeZone);

const dayMs = 86_400_000;
/** The date in UTC on which the zone's clocks change within half a year, or that half year's last. */
function nextChange(timeZone: string, from: number): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const offset = (time: number) => format.format(time).split(', ')[1];
  let [before, after] = [from, from + 183 * dayMs];
  while (after - before > dayMs) {
    const middle = before + Math.floor((after - before) / dayMs / 2) * dayMs;
    if (offset(middle) === offset(before)) before = middle;
    else after = middle;
  }
  return after;
}
const dayNearChange = fc
  .tuple(zone, anyDay, fc.integer({ min: -2, max: 1 }))
  .map(([timeZone, day, distance]): [string, string] => {
    const near = nextChange(timeZone, Date.parse(day)) + distance * dayMs;
    return [timeZone, new Date(near).toISOString().slice(0, 10)];
  })
  .filter(([, day]) => isDay(day));

describe('a local day in any time zone', () => {
  it('begins and ends within itself, and its neighbours are other days', () => {
    const days = fc.oneof(fc.tuple(zone, anyDay), dayNearChange);
    const existing = days.filter(([timeZone, day]) => !leftOut(timeZone, day));
    holds(existing, ([timeZone, day]) => {
      setTimeZone(timeZone);
      const [start, end] = [startOfDay(day), endOfDay(day)];
      expect(start).toBeLessThanOrEqual(end);
      expect([start, end].map(localDay)).toEqual([day, day]);
      expect([start - 1, end + 1].map(localDay)).not.toContain(day);
    });
  });

  it('contains every moment that shows its date', () => {
    const time = fc.integer({ min: Date.UTC(2000, 0, 3), max: Date.UTC(2099, 11, 29) });
    holds(fc.tuple(zone, time), ([timeZone, at]) => {
      setTimeZone(timeZone);
      const day = localDay(at);
      expect(isDay(day)).toBe(true);
      expect(startOfDay(day)).toBeLessThanOrEqual(at);
      expect(endOfDay(day)).toBeGreaterThanOrEqual(at);
    });
  });
});
