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

describe('a local day in any time zone', () => {
  it('begins and ends within itself, and its neighbours are other days', () => {
    const days = fc.tuple(zone, anyDay).filter(([timeZone, day]) => !leftOut(timeZone, day));
    holds(days, ([timeZone, day]) => {
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
