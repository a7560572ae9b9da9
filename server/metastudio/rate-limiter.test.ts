import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { type LaneName, RateLimiter } from './rate-limiter.ts';

const northFour = { read: 20, cancel: 5 };

/** Expects that the next call of the lane waits until the one before has ended. */
async function expectToWait(limiter: RateLimiter, lane: LaneName, releaseBefore: () => void) {
  let started = false;
  const next = limiter.acquire(lane, 1000).then((release) => {
    started = true;
    return release;
  });
  await Promise.resolve();
  expect(started).toBe(false);
  releaseBefore();
  (await next)();
  expect(started).toBe(true);
}

describe('RateLimiter', () => {
  it('keeps page reads below our share of the documented limit', async () => {
    const clock = fakeClock();
    const limiter = new RateLimiter(northFour, clock);
    limiter.setKeyAccepted(true);
    const starts: number[] = [];
    for (let i = 0; i < 60; i++) {
      const release = await limiter.acquire('read', 60_000);
      starts.push(clock.now());
      release();
    }
    const busiest = Math.max(
      ...starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length),
    );
    // Our share is 70 % of 20 a second, of which 30 % is reserved for read-backs.
    expect(busiest).toBeLessThanOrEqual(9.8);
    expect(busiest).toBeGreaterThan(5);
  });

  it('starts one call at a time until the key is known to be accepted', async () => {
    const limiter = new RateLimiter(northFour, fakeClock());
    const release = await limiter.acquire('read', 1000);
    await expectToWait(limiter, 'read', release);
  });

  it('does not delay a cancel by a hanging page read before the key is known to be accepted', async () => {
    const limiter = new RateLimiter(northFour, fakeClock());
    await limiter.acquire('read', 60_000);
    const release = await limiter.acquire('readBack', 1000);
    await expectToWait(limiter, 'cancel', release);
  });

  it('has at most 8 page reads in flight and refuses the 101st waiting one', async () => {
    const limiter = new RateLimiter({ read: 10_000, cancel: 5 }, fakeClock());
    limiter.setKeyAccepted(true);
    await Promise.all(Array.from({ length: 8 }, () => limiter.acquire('read', 1000)));
    const waiting = Array.from({ length: 100 }, () => limiter.acquire('read', 60_000));
    await expect(limiter.acquire('read', 1000)).rejects.toMatchObject({
      code: 'busy',
      sent: false,
    });
    for (const each of waiting) each.catch(() => undefined);
  });

  it('does not pause cancels when page reads are paused', async () => {
    const limiter = new RateLimiter(northFour, fakeClock());
    limiter.setKeyAccepted(true);
    limiter.pause('read', 20_000);
    await expect(limiter.acquire('read', 12_000)).rejects.toMatchObject({
      code: 'upstream_throttled',
    });
    await expect(limiter.acquire('cancel', 10_000)).resolves.toBeTypeOf('function');
  });
});
