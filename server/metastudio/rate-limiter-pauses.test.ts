import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { type LaneName, RateLimiter } from './rate-limiter.ts';

/** A limiter that has room for every call until it is paused, and when a call of a lane starts, in ms from now. */
function setUpPauses() {
  const clock = fakeClock();
  const limiter = new RateLimiter({ read: 10_000, cancel: 10_000 }, clock, true);
  const startsAfter = async (lane: LaneName, budgetMs = 10_000) => {
    const before = clock.now();
    (await limiter.acquire(lane, budgetMs))();
    return clock.now() - before;
  };
  return { clock, limiter, startsAfter };
}

describe('a pause', () => {
  it.each([
    ['read', { read: 1500, readBack: 1500, cancel: 0 }],
    ['readBack', { read: 1500, readBack: 1500, cancel: 0 }],
    ['cancel', { read: 0, readBack: 0, cancel: 1500 }],
  ] as const)('of %s stops the lanes that share its limit', async (paused, after) => {
    for (const lane of ['read', 'readBack', 'cancel'] as const) {
      const { limiter, startsAfter } = setUpPauses();
      limiter.pause(paused, 1500);
      expect(await startsAfter(lane), lane).toBe(after[lane]);
    }
  });

  it('gives no calls away at its end', async () => {
    const clock = fakeClock();
    const limiter = new RateLimiter({ read: 20, cancel: 5 }, clock, true);
    const start = clock.now();
    for (let i = 0; i < 3; i++) await limiter.acquire('read', 1000);
    limiter.pause('read', 100);
    await limiter.acquire('read', 1000);
    expect(clock.now() - start).toBe(148);
  });

  it('takes a second when MetaStudio names no time', async () => {
    const { limiter, startsAfter } = setUpPauses();
    limiter.pause('read', null);
    expect(await startsAfter('read')).toBe(1000);
  });

  it('is not shortened by a later one, but made longer', async () => {
    const { limiter, startsAfter } = setUpPauses();
    limiter.pause('read', 1200);
    limiter.pause('read', 500);
    expect(await startsAfter('read')).toBe(1200);
    limiter.pause('read', 500);
    limiter.pause('read', 1200);
    expect(await startsAfter('read')).toBe(1200);
  });

  it.each([
    ['read', 2000],
    ['readBack', 5000],
    ['cancel', 5000],
  ] as const)('is waited for by calls of %s up to %i ms', async (lane, longest) => {
    const { limiter, startsAfter } = setUpPauses();
    limiter.pause(lane, longest);
    expect(await startsAfter(lane)).toBe(longest);
    limiter.pause(lane, longest + 1);
    await expect(limiter.acquire(lane, 10_000)).rejects.toMatchObject({
      code: 'upstream_throttled',
      sent: false,
      retryAfterMs: longest + 1,
    });
  });

  it('is not waited for by a call that has less time', async () => {
    const { limiter } = setUpPauses();
    limiter.pause('read', 800);
    await expect(limiter.acquire('read', 799)).rejects.toMatchObject({
      code: 'upstream_throttled',
    });
  });

  it('takes half a minute at most', async () => {
    const { limiter } = setUpPauses();
    limiter.pause('cancel', 3_600_000);
    await expect(limiter.acquire('cancel', 10_000)).rejects.toMatchObject({ retryAfterMs: 30_000 });
  });
});
