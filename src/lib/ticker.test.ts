// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { agoInWords, growingSpan, spanInWords } from './format.ts';
import { followText, growingSince } from './ticker.ts';

const start = Date.parse('2026-05-20T10:00:00Z');
const ends: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const inWords = (ms: number) =>
  ms < 60_000 ? { text: spanInWords(ms, 'en'), step: 1_000 } : agoInWords(ms, 'en');

/** An element whose text says how long ago `since` was, in seconds before the start. */
function follow(secondsAgo: number) {
  const element = document.createElement('span');
  element.textContent = 'old';
  const writes: string[] = [];
  const since = growingSince(start - secondsAgo * 1000, inWords);
  ends.push(
    followText(element, (now) => {
      const timed = since(now);
      writes.push(timed.text);
      return timed;
    }),
  );
  return { element, writes };
}

it('writes a text when it changes, and not more often', () => {
  const young = follow(5);
  const old = follow(150);
  expect([young.element.textContent, old.element.textContent]).toEqual(['5 sec', '2m ago']);
  vi.advanceTimersByTime(3_000);
  expect(young.element.textContent).toBe('8 sec');
  expect(old.writes).toEqual(['2m ago']);
  vi.advanceTimersByTime(27_000);
  expect(old.writes).toEqual(['2m ago', '3m ago']);
});

it('wakes once for all that changes in one second, and then not before the next change', () => {
  follow(150);
  follow(150.4);
  expect(vi.getTimerCount()).toBe(1);
  const wake = vi.spyOn(globalThis, 'setTimeout');
  vi.advanceTimersByTime(60_000);
  expect(wake.mock.calls.length).toBeLessThan(4);
});

it('writes nothing in a hidden tab, and what is right when it is shown again', () => {
  const { element, writes } = follow(5);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(3_600_000);
  expect(writes).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(0);
  expect(element.textContent).toBe('1h ago');
});

it('keeps no timer once nothing follows', () => {
  follow(5);
  for (const end of ends.splice(0)) end();
  expect(vi.getTimerCount()).toBe(0);
});

it('counts a time that is yet to come as now', () => {
  expect(follow(-30).element.textContent).toBe('0 sec');
});

it.each([
  [5_400, '5 sec', 1_000],
  [65_900, '1 min 5 sec', 5_000],
  [599_000, '9 min 55 sec', 5_000],
  [601_000, '10 min', 60_000],
  [3_725_000, '1 hr 2 min', 60_000],
  [90_000_000, '1 day 1 hr', 3_600_000],
])('shows a growing span of %i ms as %j', (ms, text, step) => {
  expect(growingSpan(ms, 'en')).toEqual({ text, step });
});

it.each([
  [60_000, '1m ago', 60_000],
  [7_300_000, '2h ago', 3_600_000],
  [200_000_000, '2d ago', 86_400_000],
])('shows %i ms ago as %j', (ms, text, step) => {
  expect(agoInWords(ms, 'en')).toEqual({ text, step });
});

it('follows elements with a text only', () => {
  const empty = document.createElement('span');
  expect(() => followText(empty, () => ({ text: '', until: 0 }))).toThrow(/needs a text/);
});

it('goes on for what stays when another one leaves', () => {
  const { element } = follow(5);
  follow(6);
  ends.pop()?.();
  vi.advanceTimersByTime(2_000);
  expect(element.textContent).toBe('7 sec');
});

it('is right for what comes later and changes earlier', () => {
  const old = follow(150);
  vi.advanceTimersByTime(10_000);
  const young = follow(-10);
  vi.advanceTimersByTime(2_000);
  expect([old.element.textContent, young.element.textContent]).toEqual(['2m ago', '2 sec']);
});

it('does not write a text again that is the same', () => {
  const element = document.createElement('span');
  element.textContent = 'same';
  const { firstChild } = element;
  if (!(firstChild instanceof Text)) throw new Error('There is no text.');
  const written = vi.spyOn(firstChild, 'data', 'set');
  ends.push(followText(element, (now) => ({ text: 'same', until: now + 1000 })));
  vi.advanceTimersByTime(5_000);
  expect(written).not.toHaveBeenCalled();
});
