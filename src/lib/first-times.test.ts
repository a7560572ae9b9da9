// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { fillTimes } from './first-times.ts';
import { fullTime, shortTime } from './format.ts';
import { setTimeZone } from './intl.ts';

const iso = '2026-05-20T22:30:00Z';

afterEach(() => {
  setTimeZone(undefined);
  vi.useRealTimers();
});

it('writes the times of the first HTML again, in the zone of this browser', () => {
  vi.useFakeTimers({ now: Date.parse('2026-05-21T01:00:00Z') });
  setTimeZone('Asia/Shanghai');
  document.body.innerHTML = ['full', 'short', 'other', '']
    .map((form) => `<time datetime="${iso}" data-form="${form}">as before</time>`)
    .join('');
  fillTimes(document.querySelectorAll('time'), 'en');
  expect([...document.querySelectorAll('time')].map(({ textContent }) => textContent)).toEqual([
    fullTime(iso, 'en'),
    shortTime(iso, Date.now(), 'en'),
    'as before',
    'as before',
  ]);
  expect(fullTime(iso, 'en')).toContain('6:30');
});
