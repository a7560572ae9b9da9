import { expect, it } from 'vitest';
import { createPool } from './pool.ts';

it('returns one object for equal values, and each of the others as it is', () => {
  const pooled = createPool<{ state: string }>();
  const first = pooled({ state: 'WAITING' });
  expect(pooled({ state: 'WAITING' })).toBe(first);
  expect(pooled({ state: 'FAILED' })).toEqual({ state: 'FAILED' });
});

it('holds no more than a thousand of them', () => {
  const pooled = createPool<{ n: number }>();
  const first = pooled({ n: 0 });
  for (let n = 1; n <= 1000; n++) pooled({ n });
  expect(pooled({ n: 0 })).not.toBe(first);
});
