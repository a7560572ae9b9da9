import { describe, expect, it } from 'vitest';
import { stallOf } from './stall.ts';

const begun = { since: 1_000, lastDataAt: 1_000 };

describe('a player that waits for data', () => {
  it.each([
    ['says nothing in the first three seconds', begun, 3_999, true, null],
    ['says nothing in the first three seconds offline', begun, 3_999, false, null],
    ['says that it buffers then', begun, 4_000, true, 'buffering'],
    ['says at once that the connection is lost when offline', begun, 4_000, false, 'lost'],
    ['buffers for as long as data may still come', begun, 10_999, true, 'buffering'],
    ['has lost the connection after ten seconds without data', begun, 11_000, true, 'lost'],
    [
      'buffers on while data arrive slowly',
      { since: 1_000, lastDataAt: 60_000 },
      69_999,
      true,
      'buffering',
    ],
    [
      'has lost the connection ten seconds after the last data',
      { since: 1_000, lastDataAt: 60_000 },
      70_000,
      true,
      'lost',
    ],
  ] as const)('%s', (_, wait, now, isOnline, stall) => {
    expect(stallOf(wait, now, isOnline)).toBe(stall);
  });
});
