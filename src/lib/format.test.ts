import { afterEach, describe, expect, it } from 'vitest';
import { finished, waiting } from '../testing/fixtures.ts';
import {
  clockDuration,
  fileSize,
  fullTime,
  jobSpans,
  shortId,
  spanInWords,
  zoneName,
} from './format.ts';
import { setTimeZone } from './intl.ts';

const now = Date.parse('2026-05-20T10:05:00Z');

describe('durations and spans', () => {
  it.each([
    [0, '0:00'],
    [7.4, '0:07'],
    [65, '1:05'],
    [59.5, '1:00'],
    [600, '10:00'],
    [3599, '59:59'],
    [3600, '1:00:00'],
    [3729, '1:02:09'],
    [90_061, '25:01:01'],
    [-3, '0:00'],
    [Number.POSITIVE_INFINITY, '–'],
    [Number.NaN, '–'],
  ])('shows %d s as %s', (seconds, shown) => {
    expect(clockDuration(seconds)).toBe(shown);
  });

  it('are named by their two largest units in both languages', () => {
    expect(spanInWords(7_500_000, 'en')).toBe('2 hr 5 min');
    expect(spanInWords(7_500_000, 'zh-CN')).toBe('2小时5分钟');
    expect(spanInWords(59_000, 'en')).toBe('59 sec');
    expect(spanInWords(3_600_000, 'en')).toBe('1 hr');
    expect(spanInWords(-5, 'en')).toBe('0 sec');
    expect(spanInWords(-5, 'zh-CN')).toBe('0秒');
    expect(spanInWords(60_000, 'en')).toBe('1 min');
    expect(spanInWords(61_999, 'en')).toBe('1 min 1 sec');
    // The third unit is left out, and a second one that is zero.
    expect(spanInWords(93_784_000, 'en')).toBe('1 day 2 hr');
    expect(spanInWords(86_700_000, 'en')).toBe('1 day');
  });
});

describe('jobSpans', () => {
  it('counts until now while the job waits or runs', () => {
    expect(jobSpans(waiting, now)).toEqual({ waited: 300_000, ran: null });
    const running = { ...finished, state: 'PROCESSING' as const, endedAt: null };
    expect(jobSpans(running, now)).toEqual({ waited: 60_000, ran: 240_000 });
  });

  it('stops at the end of the job', () => {
    expect(jobSpans(finished, now)).toEqual({ waited: 60_000, ran: 150_000 });
  });

  it('is never negative, even for the documented example that starts before it is created', () => {
    const odd = {
      ...finished,
      createdAt: '2022-11-30T06:59:56Z',
      startedAt: '2022-01-18T16:29:36Z',
    };
    expect(jobSpans(odd, now).waited).toBe(0);
  });

  it('counts the time of a job that was cancelled without a start as waiting', () => {
    const canceled = {
      ...waiting,
      state: 'CANCELED' as const,
      updatedAt: '2026-05-20T10:02:00Z',
    };
    expect(jobSpans(canceled, now)).toEqual({ waited: 120_000, ran: null });
    const ended = { ...canceled, endedAt: '2026-05-20T10:01:00Z' };
    expect(jobSpans(ended, now)).toEqual({ waited: 60_000, ran: null });
  });

  it.each(['SUCCEED', 'FAILED', 'BLOCK', 'UNKNOWN'] as const)(
    'claims no waiting time of a job in state %s whose start is not known',
    (state) => {
      expect(jobSpans({ ...finished, state, startedAt: null }, now)).toEqual({
        waited: null,
        ran: null,
      });
    },
  );

  it('does not count on behind an end or a start that the state does not expect', () => {
    const ended = { ...finished, state: 'PROCESSING' as const };
    expect(jobSpans(ended, now)).toEqual({ waited: 60_000, ran: 150_000 });
    const canceled = { ...finished, state: 'CANCELED' as const };
    expect(jobSpans(canceled, now)).toEqual({ waited: 60_000, ran: 150_000 });
    expect(jobSpans({ ...ended, startedAt: null }, now)).toEqual({ waited: null, ran: null });
    const started = { ...waiting, startedAt: finished.startedAt };
    expect(jobSpans(started, now)).toEqual({ waited: 60_000, ran: null });
    expect(jobSpans({ ...waiting, endedAt: finished.endedAt }, now)).toEqual({
      waited: 210_000,
      ran: null,
    });
  });
});

describe('a time in full', () => {
  afterEach(() => setTimeZone(undefined));

  it('has date, seconds and zone, in both languages', () => {
    setTimeZone('Asia/Shanghai');
    expect(fullTime('2026-05-20T16:04:03Z', 'en')).toBe('May 21, 2026, 00:04:03 GMT+8');
    expect(fullTime('2026-05-20T16:04:03Z', 'zh-CN')).toBe('2026年5月21日 00:04:03 GMT+8');
  });

  it('has the zone of its own season', () => {
    setTimeZone('Europe/Berlin');
    expect(zoneName(Date.parse('2026-01-20T12:00:00Z'), 'en')).toBe('GMT+1');
    expect(fullTime('2026-07-20T12:00:00Z', 'en')).toBe('Jul 20, 2026, 14:00:00 GMT+2');
  });
});

it.each([
  [0, '0 MB'],
  [40_000, '0 MB'],
  [12_440_000, '12.4 MB'],
  [999_900_000, '999.9 MB'],
  [1_000_000_000, '1 GB'],
  [5_368_709_120, '5.4 GB'],
])('shows %i bytes as %s', (bytes, shown) => {
  expect(fileSize(bytes, 'en')).toBe(shown);
});

it('shortens long ids in their middle and leaves short ones alone', () => {
  expect(shortId('26f06524-4f75-4b3a-a853-b649a21aaf66')).toBe('26f06524…af66');
  expect(shortId('short-id')).toBe('short-id');
  expect(shortId('x'.repeat(14))).toBe('x'.repeat(14));
  expect(shortId('x'.repeat(15))).toBe('xxxxxxxx…xxxx');
  expect(shortId('asset😀😀 of the studio 😀')).toBe('asset😀😀 …io 😀');
});
