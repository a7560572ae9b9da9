import { describe, expect, it } from 'vitest';
import { type Observations, survivalCurve, timeUntil } from './kaplan-meier.ts';
import { listOf, randomOf } from './sample-jobs.ts';

// Weeks in remission of the 42 patients of Freireich et al. (1963), Blood 21, 699–716, the example of most textbooks:
// https://vincentarelbundock.github.io/Rdatasets/doc/KMsurv/drug6mp.html
const treated = {
  events: [6, 6, 6, 7, 10, 13, 16, 22, 23],
  censored: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
};
const placebo = {
  events: [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23],
  censored: [],
};

function stepsOf(observations: Observations) {
  const { times, remaining } = survivalCurve(observations);
  expect(times).toHaveLength(remaining.length);
  return Array.from(times, (time, i) => ({ time, remaining: remaining[i] ?? Number.NaN }));
}

describe('survivalCurve', () => {
  it('agrees with the published estimate for censored remissions', () => {
    // 18/21, then times 16/17, 14/15, 11/12, 10/11, 6/7 and 5/6.
    expect(stepsOf(treated).map(({ time, remaining }) => [time, remaining.toFixed(4)])).toEqual([
      [6, '0.8571'],
      [7, '0.8067'],
      [10, '0.7529'],
      [13, '0.6902'],
      [16, '0.6275'],
      [22, '0.5378'],
      [23, '0.4482'],
    ]);
  });

  it('is the plain share of those left when nothing is censored', () => {
    const left = (time: number) => placebo.events.filter((event) => event > time).length / 21;
    for (const step of stepsOf(placebo)) expect(step.remaining).toBeCloseTo(left(step.time), 12);
  });

  it('counts what was censored at the time of an event as present then', () => {
    expect(stepsOf({ events: [6], censored: [6] })).toEqual([{ time: 6, remaining: 0.5 }]);
  });

  it('is not changed by what was censored before the first event', () => {
    expect(stepsOf({ events: [5, 9], censored: [1, 2, 4] })).toEqual(
      stepsOf({ events: [5, 9], censored: [] }),
    );
  });

  it('does not depend on the order of the observations', () => {
    const reversed = {
      events: treated.events.toReversed(),
      censored: treated.censored.toReversed(),
    };
    expect(stepsOf(reversed)).toEqual(stepsOf(treated));
  });

  it('has no step without events', () => {
    expect(stepsOf({ events: [], censored: [1, 2] })).toEqual([]);
  });

  it.each(listOf(20, (seed) => seed))(
    'falls with time and stays within 0 and 1 (seed %i)',
    (seed) => {
      const random = randomOf(seed);
      const times = () => listOf(Math.floor(random() * 60), () => Math.floor(random() * 40));
      const curve = stepsOf({ events: times(), censored: times() });
      let before = { time: -1, remaining: 1 };
      for (const step of curve) {
        expect(step.time).toBeGreaterThan(before.time);
        expect(step.remaining).toBeLessThan(before.remaining);
        expect(step.remaining).toBeGreaterThanOrEqual(0);
        before = step;
      }
    },
  );
});

describe('timeUntil', () => {
  it('finds the published medians', () => {
    expect(timeUntil(survivalCurve(treated), 0.5)).toBe(23);
    expect(timeUntil(survivalCurve(placebo), 0.5)).toBe(8);
  });

  it('is unknown when the curve does not come down that far', () => {
    expect(timeUntil(survivalCurve(placebo), 0.95)).toBe(22);
    expect(timeUntil(survivalCurve(treated), 0.95)).toBeNull();
    expect(timeUntil(survivalCurve({ events: [], censored: [] }), 0.5)).toBeNull();
  });

  it.each([20, 100, 5000])('is the exact rank among %i numbers in spite of rounding', (count) => {
    const curve = survivalCurve({ events: listOf(count, (n) => n), censored: [] });
    expect(timeUntil(curve, 0.5)).toBe(count / 2);
    expect(timeUntil(curve, 0.95)).toBe(count * 0.95);
  });

  // A sample of this size strays by less than 5 % from the true quantiles.
  const size = 20_000;

  it('finds the quantiles of an exponential distribution that is censored at random', () => {
    const random = randomOf(7);
    const exponential = (mean: number) => -mean * Math.log(1 - random());
    const curve = censoredCurve(
      () => exponential(300),
      () => exponential(900),
    );
    expect(ratio(timeUntil(curve, 0.5), 300 * Math.log(2))).toBeCloseTo(1, 1);
    expect(ratio(timeUntil(curve, 0.95), 300 * Math.log(20))).toBeCloseTo(1, 1);
  });

  it('finds the quantiles of a uniform distribution that is censored at random', () => {
    const random = randomOf(11);
    const curve = censoredCurve(
      () => random() * 100,
      () => random() * 200,
    );
    expect(ratio(timeUntil(curve, 0.5), 50)).toBeCloseTo(1, 1);
    expect(ratio(timeUntil(curve, 0.95), 95)).toBeCloseTo(1, 1);
  });

  function censoredCurve(duration: () => number, limit: () => number) {
    const seen = listOf(size, () => ({ duration: duration(), limit: limit() }));
    return survivalCurve({
      events: seen.filter((one) => one.duration <= one.limit).map((one) => one.duration),
      censored: seen.filter((one) => one.duration > one.limit).map((one) => one.limit),
    });
  }

  function ratio(found: number | null, expected: number): number {
    return (found ?? 0) / expected;
  }
});
