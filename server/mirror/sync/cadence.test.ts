import { describe, expect, it } from 'vitest';
import { backoffOf, isLooking, type Pace, pauseOf, waitOf } from './cadence.ts';

const now = Date.UTC(2026, 0, 15, 8);
const quiet: Pace = {
  streams: 0,
  questionAt: null,
  moving: 0,
  failures: 0,
  calls: [],
  lastRound: 1,
};
const watched: Pace = { ...quiet, streams: 1 };
const ago = (ms: number) => now - ms;

describe('the pause between rounds', () => {
  it.each<[string, Partial<Pace>, number | null]>([
    ['no one looks', {}, null],
    ['no one looks, jobs move', { moving: 9 }, null],
    ['no one looks, the last round failed', { failures: 1 }, null],
    ['the last question was 15 s ago', { questionAt: ago(15_000), moving: 1 }, null],
    ['the last question was just before 15 s ago', { questionAt: ago(14_999), moving: 1 }, 2500],
    ['a question came in, nothing moves', { questionAt: ago(0) }, 10_000],
    ['the clock was set back by an hour', { questionAt: now + 3_600_000 }, null],
    ['a stream is open, nothing moves', { streams: 1 }, 10_000],
    ['a stream is open, a job moves', { streams: 1, moving: 1 }, 2500],
    ['a thousand streams, a thousand jobs', { streams: 1000, moving: 1000 }, 2500],
    ['one round failed', { streams: 1, failures: 1 }, 5000],
    ['two rounds failed', { streams: 1, moving: 3, failures: 2 }, 10_000],
    ['five rounds failed', { streams: 1, failures: 5 }, 60_000],
    ['a hundred rounds failed', { streams: 1, failures: 100 }, 60_000],
  ])('when %s', (_, pace, pause) => {
    expect(pauseOf({ ...quiet, ...pace }, now)).toBe(pause);
  });

  it('grows so that no minute has more than 27 calls in the usual case', () => {
    const calls = Array.from({ length: 26 }, (_, i) => ago(50_000 - i * 1000));
    expect(pauseOf({ ...watched, moving: 1, calls }, now)).toBe(10_000);
    expect(pauseOf({ ...watched, moving: 1, calls: calls.slice(1) }, now)).toBe(2500);
  });

  it('grows for a mirror among many, which has a smaller part of the calls', () => {
    expect(pauseOf({ ...watched, moving: 1 }, now, 6)).toBe(10_000);
    expect(pauseOf({ ...watched, moving: 1, calls: [ago(10_000)] }, now, 0.5)).toBe(120_000);
  });

  it('leaves room for all pages of a sweep, which may be due', () => {
    const calls = Array.from({ length: 22 }, (_, i) => ago(50_000 - i * 1000));
    expect(pauseOf({ ...watched, moving: 400, calls }, now)).toBe(2500);
    expect(pauseOf({ ...watched, moving: 401, calls }, now)).toBe(10_000);
  });

  it('lets a minute pass after a round of more calls than a minute has', () => {
    const calls = Array.from({ length: 40 }, () => ago(1000));
    const pause = pauseOf({ ...watched, moving: 3900, calls, lastRound: 40 }, now);
    expect(pause).toBeGreaterThanOrEqual(59_000);
  });

  it.each([1, 2, 3, 5])(
    'leads to 27 calls a minute at most and to even steps, with %i calls a round',
    (lastRound) => {
      const calls: number[] = [];
      const pauses: number[] = [];
      for (let time = now; time < now + 600_000; ) {
        calls.push(...Array.from({ length: lastRound }, () => time));
        const lately = calls.filter((at) => time - at < 60_000);
        const pause = pauseOf({ ...watched, moving: 1, calls: lately, lastRound }, time) ?? 0;
        pauses.push(pause);
        time += pause;
      }
      expect(Math.max(...pauses)).toBeLessThan(2 * Math.min(...pauses));
      const inMinute = (from: number) =>
        calls.filter((at) => at >= from && at < from + 60_000).length;
      expect(Math.max(...calls.map(inMinute))).toBeLessThanOrEqual(27);
      expect(Math.min(...calls.slice(0, 100).map(inMinute))).toBeGreaterThan(20);
    },
  );
});

it('someone looks while a stream is open, and for 15 s after a question', () => {
  expect(isLooking(quiet, now)).toBe(false);
  expect(isLooking(watched, now)).toBe(true);
  expect(isLooking({ ...quiet, questionAt: ago(14_999) }, now)).toBe(true);
  expect(isLooking({ ...quiet, questionAt: ago(15_000) }, now)).toBe(false);
});

describe('the wait for a call', () => {
  const calls = (count: number) => Array.from({ length: count }, (_, i) => ago(50_000 - i * 1000));

  it.each([
    ['nothing was called', [], 27, 0],
    ['a ninth more than planned was called, but one', calls(29), 27, 0],
    ['a ninth more than planned was called', calls(30), 27, 10_000],
    ['more than that was called', calls(32), 27, 12_000],
    ['less than one call is for this mirror', calls(1), 0.5, 10_000],
    ['the last call was long ago', [ago(70_000)], 1, 0],
  ])('when %s', (_, made, maxCalls, wait) => {
    expect(waitOf(made, now, maxCalls)).toBe(wait);
  });
});

it.each([
  [1, 5000],
  [2, 10_000],
  [4, 40_000],
  [5, 60_000],
])('after %i failures in a row nothing is read for %i ms', (failures, ms) => {
  expect(backoffOf(failures)).toBe(ms);
});
