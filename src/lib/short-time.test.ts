import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shortTime } from './format.ts';
import { setTimeZone } from './intl.ts';

beforeEach(() => setTimeZone('Asia/Shanghai'));
afterEach(() => setTimeZone(undefined));

const now = Date.parse('2026-05-20T10:05:00Z');
const shown = (iso: string, at = now) => shortTime(iso, at, 'en');

describe('a time in the list', () => {
  it('has no date when it is of today', () => {
    expect(shown('2026-05-20T09:04:03Z')).toBe('17:04:03');
    expect(shown('2026-05-19T16:00:00Z')).toBe('00:00:00');
    expect(shown('2026-05-20T15:59:59Z')).toBe('23:59:59');
  });

  it.each([
    ['yesterday', '2026-05-19T15:59:59Z', 'May 19, 23:59'],
    ['tomorrow', '2026-05-20T16:00:00Z', 'May 21, 00:00'],
    ['the same day last month', '2026-04-20T09:04:03Z', 'Apr 20, 17:04'],
    ['the same weekday last week', '2026-05-13T09:04:03Z', 'May 13, 17:04'],
    ['the first moment of the year', '2025-12-31T16:00:00Z', 'Jan 1, 00:00'],
  ])('has a date when it is of %s', (_, iso, text) => {
    expect(shown(iso)).toBe(text);
  });

  it.each([
    ['the same day last year', '2025-05-20T09:04:03Z', 'May 20, 2025'],
    ['the last moment of last year', '2025-12-31T15:59:59Z', 'Dec 31, 2025'],
  ])('has a year when it is of %s', (_, iso, text) => {
    expect(shown(iso)).toBe(text);
  });

  it('carries its own zone when that is not the one of now', () => {
    setTimeZone('Europe/Berlin');
    const winter = Date.parse('2026-12-10T12:00:00Z');
    expect(shown('2026-08-20T12:00:00Z', winter)).toBe('Aug 20, 14:00 GMT+2');
    expect(shown('2026-12-09T12:00:00Z', winter)).toBe('Dec 9, 13:00');
    const summer = Date.parse('2026-08-20T12:00:00Z');
    expect(shown('2026-02-10T12:00:00Z', summer)).toBe('Feb 10, 13:00 GMT+1');
    const changeDay = Date.parse('2026-10-25T12:00:00Z');
    expect(shown('2026-10-25T00:30:00Z', changeDay)).toBe('02:30:00 GMT+2');
    expect(shown('2026-10-25T01:30:00Z', changeDay)).toBe('02:30:00');
  });
});
