import { describe, expect, it } from 'vitest';
import { steppedClock } from '../testing/stepped-clock.ts';
import type { UpstreamFault } from './errors.ts';
import { type LaneName, RateLimiter } from './rate-limiter.ts';

/** A limiter whose calls end at once, and the names of the calls in the order in which they started. */
function busyLimiter() {
  const clock = steppedClock();
  const limiter = new RateLimiter({ read: 20, cancel: 5 }, clock);
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

describe('RateLimiter under load', () => {
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
