import { afterEach, describe, expect, it } from 'vitest';
import {
  dateFormat,
  knownTimeZone,
  numberFormat,
  relativeTimeFormat,
  setTimeZone,
} from './intl.ts';

afterEach(() => setTimeZone(undefined));

const moment = Date.UTC(2026, 4, 20, 22, 30);
const hourIn = (zone: string | undefined) => {
  setTimeZone(zone);
  return dateFormat('en', { hour: 'numeric', hourCycle: 'h23' }).format(moment);
};

describe('a format', () => {
  it('is made once for the same question', () => {
    expect(dateFormat('en', { dateStyle: 'short' })).toBe(dateFormat('en', { dateStyle: 'short' }));
    expect(numberFormat('en')).toBe(numberFormat('en'));
    const relative = () => relativeTimeFormat('en', { style: 'narrow' });
    expect(relative()).toBe(relative());
  });

  it('is another one for another language or other options', () => {
    const formats = [
      dateFormat('en', {}),
      dateFormat('zh-CN', {}),
      dateFormat('en', { dateStyle: 'short' }),
      numberFormat('en'),
      numberFormat('zh-CN'),
      numberFormat('en', { style: 'percent' }),
      relativeTimeFormat('en', {}),
      relativeTimeFormat('zh-CN', {}),
      relativeTimeFormat('en', { style: 'narrow' }),
    ];
    expect(new Set(formats).size).toBe(formats.length);
  });

  it('of times is in the zone of the reader, one after the other', () => {
    expect([hourIn('Asia/Shanghai'), hourIn('UTC'), hourIn('Asia/Shanghai')]).toEqual([
      '06',
      '22',
      '06',
    ]);
  });

  it('of times without a zone is in that of this machine', () => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    expect(hourIn(undefined)).toBe(hourIn(timeZone));
  });

  it('is kept while there are few, and given up when there are ever new ones', () => {
    const one = () => numberFormat('en', { minimumIntegerDigits: 1 });
    let n = 0;
    const other = () =>
      numberFormat('en', {
        minimumIntegerDigits: 2 + (n % 19),
        minimumFractionDigits: Math.floor(n++ / 19) % 20,
        maximumFractionDigits: 20,
      });
    // What other tests have left is given up with the first one.
    for (const left = one(); one() === left; ) other();
    const first = one();
    for (let more = 0; more < 100; more++) other();
    expect(one()).toBe(first);
    for (let more = 0; more < 310; more++) other();
    expect(one()).not.toBe(first);
  });
});

describe('a time zone', () => {
  it.each([
    ['Asia/Shanghai', 'Asia/Shanghai'],
    ['asia/shanghai', 'Asia/Shanghai'],
    ['Mars/Olympus', null],
    ['', null],
  ])('is known by its name or not at all: %j', (name, known) => {
    expect(knownTimeZone(name)).toBe(known);
    expect(knownTimeZone(name)).toBe(known);
  });

  it('is known after ever new names', () => {
    for (let n = 0; n < 1_100; n++) expect(knownTimeZone(`Mars/${n}`)).toBeNull();
    expect(knownTimeZone('Asia/Tokyo')).toBe('Asia/Tokyo');
  });
});
