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

/** The most calls of a lane that start within a second, of 20 that each end at once. */
async function busiestSecond(lane: LaneName, limits: { read: number; cancel: number }) {
  const clock = fakeClock();
  const limiter = new RateLimiter(limits, clock, true);
  const starts: number[] = [];
  for (let i = 0; i < 20; i++) {
    const release = await limiter.acquire(lane, 60_000);
    starts.push(clock.now());
    release();
  }
  const within = starts.map((from) => starts.filter((at) => at >= from && at < from + 1000).length);
  return Math.max(...within);
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

  it.each<[LaneName, number, { read: number; cancel: number }, number]>([
    ['read', 1, northFour, 9.8],
    ['read', 3, northFour, 9.8],
    ['readBack', 3, northFour, 4.2],
    ['cancel', 2, northFour, 3.5],
    // Less than one call a second for each: together they stay below the documented limit of 3 all the same.
    ['cancel', 3, { read: 10, cancel: 3 }, 2.1],
  ])(
    'keeps the %s lanes of %i processes together to the share of one',
    async (lane, processes, limits, share) => {
      const seconds = 30;
      let started = 0;
      for (let i = 0; i < processes; i++) {
        const clock = fakeClock();
        const limiter = new RateLimiter(limits, clock, true);
        limiter.shareWith(processes);
        const end = clock.now() + seconds * 1000;
        for (;;) {
          const release = await limiter.acquire(lane, 60_000);
          if (clock.now() > end) break;
          started++;
          release();
        }
      }
      expect(started / seconds).toBeLessThanOrEqual(share * 1.05);
      expect(started / seconds).toBeGreaterThan(share * 0.35);
    },
  );

  it('takes all of the share again when the others have ended', async () => {
    const clock = fakeClock();
    const limiter = new RateLimiter(northFour, clock, true);
    const seconds = async () => {
      const start = clock.now();
      for (let i = 0; i < 30; i++) (await limiter.acquire('read', 60_000))();
      return (clock.now() - start) / 1000;
    };
    const alone = await seconds();
    limiter.shareWith(3);
    expect(await seconds()).toBeGreaterThan(2 * alone);
    limiter.shareWith(1);
    await seconds();
    expect(await seconds()).toBeLessThan(1.2 * alone + 1);
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

  it('has at most 8 page reads in flight', async () => {
    const limiter = new RateLimiter({ read: 10_000, cancel: 5 }, fakeClock());
    limiter.setKeyAccepted(true);
    const releases = await Promise.all(
      Array.from({ length: 8 }, () => limiter.acquire('read', 1000)),
    );
    await expectToWait(limiter, 'read', () => releases[0]?.());
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

  // Our share is 70 %. Of that of the reads 30 % is for read-backs and the rest for pages.
  it.each([
    ['read', { read: 20, cancel: 5 }, 9],
    ['readBack', { read: 20, cancel: 5 }, 4],
    ['cancel', { read: 20, cancel: 5 }, 3],
    ['read', { read: 5, cancel: 5 }, 1],
    ['cancel', { read: 5, cancel: 3 }, 2],
  ] as const)(
    'starts calls of %s under limits %j at most %i times a second',
    async (lane, limits, most) => {
      expect(await busiestSecond(lane, limits)).toBe(most);
    },
  );

  it('counts the time since the calls before towards the wait for the next one', async () => {
    const clock = fakeClock();
    const limiter = new RateLimiter(northFour, clock, true);
    const start = clock.now();
    for (let i = 0; i < 3; i++) await limiter.acquire('read', 1000);
    clock.advance(100);
    await limiter.acquire('read', 1000);
    // 6.8 a second after three at once.
    expect(clock.now() - start).toBe(148);
  });

  it('lets read-backs follow each other within a second under the smallest limit too', async () => {
    const clock = fakeClock();
    const limiter = new RateLimiter({ read: 1, cancel: 1 }, clock, true);
    const before = clock.now();
    for (let i = 0; i < 5; i++) (await limiter.acquire('readBack', 60_000))();
    expect(clock.now() - before).toBeLessThanOrEqual(4000);
  });

  it.each([
    ['read', 8],
    ['readBack', 4],
    ['cancel', 4],
  ] as const)('has calls of %s in flight at most %i at a time', async (lane, most) => {
    const limiter = new RateLimiter({ read: 10_000, cancel: 10_000 }, fakeClock(), true);
    const [release = () => undefined] = await Promise.all(
      Array.from({ length: most }, () => limiter.acquire(lane, 1000)),
    );
    await expectToWait(limiter, lane, release);
  });

  it('gives the place of a call that has ended to one other, however often that is told', async () => {
    const limiter = new RateLimiter(northFour, fakeClock());
    const release = await limiter.acquire('read', 1000);
    const second = limiter.acquire('read', 1000);
    release();
    const releaseSecond = await second;
    release();
    await expectToWait(limiter, 'read', releaseSecond);
  });

  it('starts waiting calls in the order in which they came', async () => {
    const limiter = new RateLimiter(northFour, fakeClock());
    const release = await limiter.acquire('read', 1000);
    const started: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      const releaseThis = await limiter.acquire('read', 10_000);
      started.push(number);
      releaseThis();
    });
    release();
    await Promise.all(waiting);
    expect(started).toEqual([1, 2, 3]);
  });

  it('refuses a call that could not start within its budget, and starts the next ones', async () => {
    const clock = fakeClock();
    const limiter = new RateLimiter(northFour, clock);
    const release = await limiter.acquire('read', 1000);
    let refused: unknown = null;
    const late = limiter.acquire('read', 1000).catch((error: unknown) => {
      refused = error;
    });
    clock.advance(999);
    await Promise.resolve();
    expect(refused).toBeNull();
    clock.advance(1);
    await late;
    expect(refused).toMatchObject({ code: 'busy', sent: false, retryAfterMs: 1000 });
    release();
    await expect(limiter.acquire('read', 1000)).resolves.toBeTypeOf('function');
  });

  it('starts waiting calls together once the key is accepted, and one at a time when it no longer is', async () => {
    const limiter = new RateLimiter({ read: 10_000, cancel: 10_000 }, fakeClock());
    const running = [1, 2, 3].map(() => limiter.acquire('read', 1000));
    limiter.setKeyAccepted(true);
    const releases = await Promise.all(running);
    limiter.setKeyAccepted(false);
    for (const release of releases.slice(1)) release();
    await expectToWait(limiter, 'read', releases[0] ?? (() => undefined));
  });
});

it('tells how much the mirrors may ask for, of all of our reads', () => {
  const limiter = new RateLimiter({ read: 20, cancel: 5 }, fakeClock(), true);
  // 70 % of 20 a second without the read-backs' 30 %, of which a third: 196 a minute.
  expect(limiter.backgroundPerMinute).toBeCloseTo(196);
  limiter.shareWith(2);
  expect(limiter.backgroundPerMinute).toBeCloseTo(98);
});
