import fc from 'fast-check';
import { afterEach, describe, it } from 'vitest';
import { anyDay } from '../testing/any-view.ts';
import { holds, obeys } from '../testing/holds.ts';
import { setTimeZone } from './intl.ts';
import { endOfDay, isDay, localDay, startOfDay } from './local-day.ts';

afterEach(() => setTimeZone(undefined));

const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
/** West of the date line until that day, which they left out. */
const leftOut = (timeZone: string, day: string) =>
  day === '2011-12-30' && /^Pacific\/(Apia|Fakaofo)$/.test(timeZone);

const dayMs = 86_400_000;
/** For each zone one, made at its first use: making one takes longer than all of its use. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  return format;
}

/** The date in UTC on which the zone's clocks change within half a year, or that half year's last. */
function nextChange(timeZone: string, from: number): number {
  const format = formatIn(timeZone);
  const offset = (time: number) => format.format(time).split(', ')[1];
  let [before, after] = [from, from + 183 * dayMs];
  const first = offset(from);
  while (after - before > dayMs) {
    const middle = before + Math.floor((after - before) / dayMs / 2) * dayMs;
    if (offset(middle) === first) before = middle;
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
      obeys([start, end], {
        'begins before it ends': start <= end,
        'begins within itself': localDay(start) === day,
        'ends within itself': localDay(end) === day,
        'is not the day before': localDay(start - 1) !== day,
        'is not the day after': localDay(end + 1) !== day,
      });
    });
  });

  it('contains every moment that shows its date', () => {
    const time = fc.integer({ min: Date.UTC(2000, 0, 3), max: Date.UTC(2099, 11, 29) });
    holds(fc.tuple(zone, time), ([timeZone, at]) => {
      setTimeZone(timeZone);
      const day = localDay(at);
      obeys(day, {
        'is a day': isDay(day),
        'begins at the moment or before': startOfDay(day) <= at,
        'ends at the moment or after': endOfDay(day) >= at,
      });
    });
  });
});
