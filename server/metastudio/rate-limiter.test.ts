import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { steppedClock } from '../testing/stepped-clock.ts';
import type { UpstreamFault } from './errors.ts';
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
});

/** A limiter whose calls end at once, and the names of the calls in the order in which they started. */
function busyLimiter() {
  const clock = steppedClock();
  const limiter = new RateLimiter(northFour, clock);
  limiter.setKeyAccepted(true);
  const started: { name: string; at: number }[] = [];
  const refused: string[] = [];
  const begin = clock.now();
  const call = (lane: LaneName, name: string = lane, signal?: AbortSignal) => {
    void limiter.acquire(lane, 12_000, signal).then(
      (release) => {
        started.push({ name, at: clock.now() - begin });
        release();
      },
      (fault: UpstreamFault) => {
        refused.push(`${name} ${fault.code} ${fault.sent}`);
      },
    );
  };
  const many = (count: number, lane: LaneName) => {
    for (let i = 0; i < count; i++) call(lane);
  };
  const names = () => started.map(({ name }) => name);
  return { clock, call, many, started, refused, names };
}

describe('under load', () => {
  it('lists go before jobs, and those before the mirror', async () => {
    const { clock, many, call, names } = busyLimiter();
    many(3, 'read');
    await clock.settle();
    for (const lane of ['background', 'read', 'list', 'background', 'read', 'list'] as const) {
      call(lane);
    }
    await clock.pass(3000);
    expect(names().slice(3)).toEqual([
      ...['list', 'list', 'read', 'read'],
      ...['background', 'background'],
    ]);
  });

  it('no more calls wait than start in two seconds; the rest is told so at once', async () => {
    const { clock, many, refused, started } = busyLimiter();
    many(60, 'read');
    await clock.settle();
    expect(started).toHaveLength(3);
    expect(refused).toEqual(Array.from({ length: 43 }, () => 'read busy false'));
    await clock.pass(5000);
    expect(started).toHaveLength(17);
    expect(Math.max(...started.map(({ at }) => at))).toBeLessThanOrEqual(2100);
  });

  it('a list takes the place of the last job in a full queue', async () => {
    const { clock, many, call, refused, names } = busyLimiter();
    many(17, 'read');
    await clock.settle();
    expect(refused).toEqual([]);
    call('list');
    await clock.pass(200);
    expect(refused).toEqual(['read busy false']);
    expect(names()[3]).toBe('list');
  });

  it('no call is spent on a caller that has gone', async () => {
    const { clock, many, call, names } = busyLimiter();
    const gone = new AbortController();
    many(3, 'read');
    for (let i = 0; i < 10; i++) call('read', 'gone', gone.signal);
    call('read', 'patient');
    await clock.settle();
    gone.abort();
    await clock.pass(200);
    expect(names()).toEqual(['read', 'read', 'read', 'patient']);
    call('read', 'gone before', AbortSignal.abort());
    await clock.pass(2000);
    expect(names()).not.toContain('gone before');
  });

  it('a cancel and what reads the job around it do not wait for lists and jobs', async () => {
    const { clock, many, call, started } = busyLimiter();
    many(200, 'list');
    await clock.pass(500);
    call('readBack');
    call('cancel');
    await clock.settle();
    const own = started.filter(({ name }) => name === 'readBack' || name === 'cancel');
    expect(own.map(({ at }) => at)).toEqual([500, 500]);
  });

  it.each([
    ['a third of the reads at most', 0, 2, 3.3],
    ['what people leave', 6, 0.3, 1],
  ])('the mirror takes %s', async (_, readsPerSecond, least, most) => {
    const { clock, many, started } = busyLimiter();
    const seconds = 30;
    for (let i = 0; i < seconds; i++) {
      many(4, 'background');
      many(readsPerSecond, 'read');
      await clock.pass(1000);
    }
    const rate = (name: string) => started.filter((one) => one.name === name).length / seconds;
    expect(rate('background')).toBeGreaterThanOrEqual(least);
    expect(rate('background')).toBeLessThanOrEqual(most);
    expect(rate('read')).toBeCloseTo(readsPerSecond, 0);
  });
});
