import { describe, expect, it } from 'vitest';
import { UpstreamFault } from '../metastudio/errors.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { ReadCache } from './cache.ts';

type State = { state: string };

function setUp() {
  const clock = fakeClock();
  const cache = new ReadCache<State>({ max: 10, clock, freshFor: () => 2000 });
  return { clock, cache };
}

describe('ReadCache', () => {
  it('does not return the old state from a read that began before a change', async () => {
    const { cache } = setUp();
    let answer: (value: State) => void = () => undefined;
    const slow = new Promise<State>((resolve) => {
      answer = resolve;
    });
    const early = cache.read('list', () => slow);
    cache.amend(() => ({ state: 'CANCELED' }));
    answer({ state: 'WAITING' });
    expect((await early).value.state).toBe('CANCELED');
    expect(cache.peek('list')).toBeNull();
    const next = await cache.read('list', () => Promise.resolve({ state: 'from upstream' }));
    expect(next.value.state).toBe('from upstream');
  });

  it('changes the copies that replace a failing read', async () => {
    const { cache } = setUp();
    await cache.read('list', () => Promise.resolve({ state: 'WAITING' }));
    cache.amend(() => ({ state: 'CANCELED' }));
    const fault = new UpstreamFault('upstream_timeout');
    const { value, stale } = await cache.read('list', () => Promise.reject(fault));
    expect(value.state).toBe('CANCELED');
    expect(stale?.problem.code).toBe('upstream_timeout');
  });

  it('keeps the time of the first failure and retries every 2 s', async () => {
    const { cache, clock } = setUp();
    await cache.read('list', () => Promise.resolve({ state: 'x' }));
    clock.advance(3000);
    let asked = 0;
    const failing = () => {
      asked++;
      return Promise.reject(new UpstreamFault('upstream_error'));
    };
    const since = clock.now();
    for (let i = 0; i < 5; i++) {
      const { stale } = await cache.read('list', failing);
      expect(stale?.since).toBe(since);
      clock.advance(1000);
    }
    expect(asked).toBe(3);
  });

  it.each(['upstream_forbidden', 'job_not_found', 'upstream_rejected'] as const)(
    'never replaces %s by an old copy',
    async (code) => {
      const { cache, clock } = setUp();
      await cache.read('list', () => Promise.resolve({ state: 'x' }));
      clock.advance(3000);
      const read = cache.read('list', () => Promise.reject(new UpstreamFault(code)));
      await expect(read).rejects.toMatchObject({ code });
    },
  );

  it('evicts the least recently used entry', async () => {
    const { cache } = setUp();
    for (let i = 0; i < 11; i++) await cache.read(`${i}`, () => Promise.resolve({ state: 'x' }));
    expect(cache.peek('0')).toBeNull();
    expect(cache.peek('10')).not.toBeNull();
  });
});
