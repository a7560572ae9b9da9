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
  it('returns the older value when reading takes more than a second, and the new one afterwards', async () => {
    const { cache, clock } = setUp();
    await cache.read('job', async () => ({ state: 'old' }));
    clock.advance(3000);
    let answer: (value: State) => void = () => undefined;
    const slow = new Promise<State>((resolve) => {
      answer = resolve;
    });
    const early = cache.read('job', () => slow);
    clock.advance(1000);
    expect(await early).toMatchObject({ value: { state: 'old' }, stale: null });
    answer({ state: 'new' });
    await slow;
    const next = await cache.read('job', () => Promise.reject(new Error('not asked')));
    expect(next.value.state).toBe('new');
  });

  it('gives up a read that no one waits for any more, and forgets how it ended', async () => {
    const { cache } = setUp();
    const callers = [new AbortController(), new AbortController()];
    const givenUp: boolean[] = [];
    const load = (signal: AbortSignal) =>
      new Promise<State>((_, reject) => {
        signal.addEventListener('abort', () => {
          givenUp.push(true);
          reject(new UpstreamFault('busy'));
        });
      });
    const reads = callers.map(({ signal }) => cache.read('job', load, signal));
    callers[0]?.abort();
    await expect(reads[0]).rejects.toMatchObject({ code: 'busy' });
    expect(givenUp).toEqual([]);
    callers[1]?.abort();
    await expect(reads[1]).rejects.toMatchObject({ code: 'busy' });
    expect(givenUp).toEqual([true]);
    expect((await cache.read('job', async () => ({ state: 'x' }))).value.state).toBe('x');
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

  it('evicts the entry that was not used', async () => {
    const { cache } = setUp();
    for (let i = 0; i < 11; i++) await cache.read(`${i}`, () => Promise.resolve({ state: 'x' }));
    const again = async (key: string) =>
      (await cache.read(key, () => Promise.resolve({ state: 'read again' }))).value.state;
    expect(await again('10')).toBe('x');
    expect(await again('0')).toBe('read again');
  });
});
