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

  it('returns an older copy for a quarter of an hour, and not beyond', async () => {
    const { cache, clock } = setUp();
    const fail = () => Promise.reject(new UpstreamFault('upstream_error'));
    await cache.read('list', async () => ({ state: 'x' }));
    clock.advance(15 * 60_000);
    expect((await cache.read('list', fail)).value.state).toBe('x');
    clock.advance(1);
    // Known to have failed, and then asked for again.
    await expect(cache.read('list', fail)).rejects.toMatchObject({ code: 'upstream_error' });
    clock.advance(2000);
    await expect(cache.read('list', fail)).rejects.toMatchObject({ code: 'upstream_error' });
  });

  it('waits for the answer where its copy is too old to be shown', async () => {
    const { cache, clock } = setUp();
    await cache.read('job', async () => ({ state: 'old' }));
    clock.advance(15 * 60_000 + 1);
    let answer: (value: State) => void = () => undefined;
    const slow = new Promise<State>((resolve) => {
      answer = resolve;
    });
    const read = cache.read('job', () => slow);
    await new Promise(setImmediate);
    clock.advance(5000);
    answer({ state: 'new' });
    expect((await read).value.state).toBe('new');
  });

  it('keeps a value for exactly so long', async () => {
    const { cache, clock } = setUp();
    let asked = 0;
    const read = () => cache.read('job', async () => ({ state: String(++asked) }));
    await read();
    clock.advance(1999);
    expect((await read()).value.state).toBe('1');
    clock.advance(1);
    expect((await read()).value.state).toBe('2');
  });

  it('takes an error that is no fault for one of ours, and passes it on', async () => {
    const { cache } = setUp();
    const read = (load: () => Promise<State>) => cache.read('job', load);
    const mistake = new TypeError('x is undefined');
    await expect(read(() => Promise.reject(mistake))).rejects.toBe(mistake);
    // Those who ask right after it are told that it failed, without another try.
    await expect(read(async () => ({ state: 'x' }))).rejects.toMatchObject({ code: 'internal' });
  });

  it('does not give up the read that has followed one that was given up', async () => {
    const { cache } = setUp();
    const given = new AbortController();
    const ends: (() => void)[] = [];
    const aborted: boolean[] = [];
    const load = (signal: AbortSignal) =>
      new Promise<State>((resolve, reject) => {
        const at = aborted.push(false) - 1;
        ends.push(() => resolve({ state: String(at) }));
        signal.addEventListener('abort', () => {
          aborted[at] = true;
          reject(new UpstreamFault('busy'));
        });
      });
    const left = cache.read('job', load, given.signal);
    given.abort();
    await expect(left).rejects.toMatchObject({ code: 'busy' });
    const next = cache.read('job', load);
    await new Promise(setImmediate);
    // A third one shares it.
    const third = cache.read('job', load);
    ends[1]?.();
    expect((await next).value.state).toBe('1');
    expect((await third).value.state).toBe('1');
    expect(aborted).toEqual([true, false]);
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
