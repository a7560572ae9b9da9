import { describe, expect, it } from 'vitest';
import { steppedClock } from '../../testing/stepped-clock.ts';
import { PaceKeeper } from './pace-keeper.ts';

/** The pace of a mirror with so many moving jobs and planned calls. */
function setUp({ moving = 0, maxCalls = 27 } = {}) {
  const clock = steppedClock();
  const pace = new PaceKeeper(
    clock,
    () => moving,
    () => maxCalls,
  );
  /** Milliseconds until something ends; null when it has not ended after two minutes. */
  const time = async (what: Promise<void>) => {
    const begun = clock.now();
    let took: number | null = null;
    void what.then(() => {
      took = clock.now() - begun;
    });
    await clock.pass(120_000);
    return took;
  };
  return { clock, pace, time };
}

describe('the pause between rounds', () => {
  it('ends when someone looks, if no one does', async () => {
    const { clock, pace, time } = setUp();
    expect(pace.isLooking).toBe(false);
    let hasEnded = false;
    void pace.pause().then(() => {
      hasEnded = true;
    });
    await clock.pass(3_600_000);
    expect(hasEnded).toBe(false);
    const stop = pace.watch();
    await clock.settle();
    expect([hasEnded, pace.isLooking]).toEqual([true, true]);
    stop();
    expect(pace.isLooking).toBe(false);
    expect(await time(pace.pause())).toBeNull();
    pace.noteQuestion();
    expect(pace.isLooking).toBe(true);
    await clock.pass(15_000);
    expect(pace.isLooking).toBe(false);
  });

  it.each([
    [0, 10_000],
    [1, 2500],
  ])('depends on how many jobs move: %i', async (moving, ms) => {
    const { pace, time } = setUp({ moving });
    pace.watch();
    expect(await time(pace.pause())).toBe(ms);
  });

  it('is longer after a round of many calls, and counts each round by itself', async () => {
    const { pace, time } = setUp({ moving: 1, maxCalls: 6 });
    pace.watch();
    for (let call = 0; call < 3; call++) await pace.beforeCall();
    expect(await time(pace.pause())).toBe(30_000);
    await pace.beforeCall();
    expect(await time(pace.pause())).toBe(10_000);
  });
});

describe('a call', () => {
  it('waits when any minute would have more than a ninth too many', async () => {
    const { clock, pace, time } = setUp({ maxCalls: 9 });
    for (let call = 0; call < 10; call++) {
      expect(await Promise.race([pace.beforeCall(), 'waits'])).not.toBe('waits');
      await clock.pass(1000);
    }
    expect(await time(pace.beforeCall())).toBe(50_000);
  });

  it('does not wait for those of a time that the clock has left', async () => {
    const { clock, pace } = setUp({ maxCalls: 1 });
    await pace.beforeCall();
    clock.correct(-3_600_000);
    let isMade = false;
    void pace.beforeCall().then(() => {
      isMade = true;
    });
    await clock.settle();
    expect(isMade).toBe(true);
  });
});

describe('after a failed round', () => {
  it('nothing is read for a while, longer with each one, until one works', async () => {
    const { clock, pace } = setUp();
    expect([pace.isFailing, pace.isResting]).toEqual([false, false]);
    for (const rest of [5000, 10_000, 20_000]) {
      pace.noteRound(true);
      expect([pace.isFailing, pace.isResting]).toEqual([true, true]);
      await clock.pass(rest - 1);
      expect(pace.isResting).toBe(true);
      await clock.pass(1);
      expect(pace.isResting).toBe(false);
    }
    pace.noteRound(false);
    expect([pace.isFailing, pace.isResting]).toEqual([false, false]);
    pace.noteRound(true);
    await clock.pass(5000);
    expect(pace.isResting).toBe(false);
  });

  it('the rest is no longer when the clock is set back', async () => {
    const { clock, pace } = setUp();
    pace.noteRound(true);
    clock.correct(-3_600_000);
    expect(pace.isResting).toBe(false);
  });

  it('the pause between rounds is as long', async () => {
    const { pace, time } = setUp({ moving: 1 });
    pace.watch();
    pace.noteRound(true);
    pace.noteRound(true);
    expect(await time(pace.pause())).toBe(10_000);
  });
});

it('rests for the shortest time after a failed read that is no round', async () => {
  const { clock, pace } = setUp();
  pace.rest();
  expect([pace.isFailing, pace.isResting]).toEqual([false, true]);
  await clock.pass(5000);
  expect(pace.isResting).toBe(false);
});
