import { expect, it } from 'vitest';
import { standing, standingStep } from './usual-range.ts';

const minute = 60_000;
const usual = { p95: 600 };

it.each([
  [0, 0],
  [5 * minute, 0.3],
  [10 * minute, 0.6],
  [100 * minute, 0.8],
  [1_000 * minute, 1],
  [100_000 * minute, 1],
])('draws a span of %i ms at %d of the picture, where ten minutes are usual', (span, place) => {
  expect(standing(span, usual)).toBeCloseTo(place);
});

it('draws a span before its beginning at the start', () => {
  expect(standing(-minute, usual)).toBe(0);
});

it('takes a usual time below a second for one second, like the words', () => {
  expect(standing(500, { p95: 0 })).toBeCloseTo(0.3);
});

it('moves by a pixel or less with each step, and not more often than the words', () => {
  const pixel = 1 / 88;
  for (const p95 of [1_000, 3_600, 86_400]) {
    expect(standing(standingStep({ p95 }), { p95 })).toBeLessThanOrEqual(pixel);
  }
  expect(standingStep({ p95: 20 })).toBe(5_000);
});
