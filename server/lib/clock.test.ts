import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { systemClock } from './clock.ts';

describe('systemClock', () => {
  it('aborts with a TimeoutError when the time is over', async () => {
    const { signal } = systemClock.timeout(1);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('does not abort once the limit is cleared', async () => {
    const limit = systemClock.timeout(1);
    limit.clear();
    await delay(20);
    expect(limit.signal.aborted).toBe(false);
  });
});

describe('fakeClock', () => {
  it('ends a limit when a test moves the time past it', () => {
    const clock = fakeClock();
    const { signal } = clock.timeout(1000);
    clock.advance(999);
    expect(signal.aborted).toBe(false);
    clock.advance(1);
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('does not let a sleep jump over a limit that is still open', async () => {
    const clock = fakeClock();
    const start = clock.now();
    const limit = clock.timeout(60_000);
    const ends: string[] = [];
    const long = clock.sleep(120_000).then(() => ends.push('long'));
    await clock.sleep(1000).then(() => ends.push('short'));
    expect(clock.now() - start).toBe(1000);
    limit.clear();
    await long;
    expect(ends).toEqual(['short', 'long']);
    expect(limit.signal.aborted).toBe(false);
  });
});
