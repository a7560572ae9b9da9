import { describe, expect, it } from 'vitest';
import { ProblemError } from '../lib/problem-error.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { Attempts } from './attempts.ts';

const forgetMs = 600_000;

/** Attempts, of which each pause is waited for. */
function attemptsOf() {
  const clock = fakeClock();
  const attempts = new Attempts(clock);
  /** Milliseconds until the next attempt is looked at. */
  const pause = () => {
    try {
      attempts.assertAllowed();
      return 0;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      expect(error.code).toBe('too_many_attempts');
      return error.retryAfterMs ?? 0;
    }
  };
  const fail = (times: number) => {
    for (let n = 0; n < times; n++) attempts.fail();
  };
  return { clock, attempts, pause, fail };
}

describe('wrong attempts', () => {
  it('cost a second after the fifth, twice as much each time, and thirty at most', () => {
    const { clock, pause, fail } = attemptsOf();
    const pauses = [];
    for (let n = 0; n < 12; n++) {
      fail(1);
      pauses.push(pause());
      clock.advance(pause());
    }
    const doubled = [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    expect(pauses).toEqual([0, 0, 0, 0, 0, ...doubled]);
  });

  it('are allowed again exactly when the pause ends', () => {
    const { clock, pause, fail } = attemptsOf();
    fail(6);
    clock.advance(999);
    expect(pause()).toBe(1);
    clock.advance(1);
    expect(pause()).toBe(0);
  });

  it('are forgotten ten minutes after the last one', () => {
    const { clock, pause, fail } = attemptsOf();
    fail(5);
    clock.advance(forgetMs);
    fail(1);
    expect(pause()).toBe(1000);
    clock.advance(forgetMs + 1);
    fail(5);
    expect(pause()).toBe(0);
  });

  it('are forgotten after a right one', () => {
    const { attempts, pause, fail } = attemptsOf();
    fail(5);
    attempts.succeed();
    fail(5);
    expect(pause()).toBe(0);
  });
});
