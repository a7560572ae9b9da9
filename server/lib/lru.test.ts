import { describe, expect, it } from 'vitest';
import { Lru } from './lru.ts';

/** A full map of three: a, b, c. */
function full() {
  const lru = new Lru<string, number>(3);
  for (const [i, key] of ['a', 'b', 'c'].entries()) lru.set(key, i);
  return lru;
}

const keysOf = (lru: Lru<string, number>) => new Set([...lru.entries()].map(([key]) => key));

describe('a bounded map', () => {
  it('never holds more than its maximum', () => {
    const lru = full();
    for (let i = 0; i < 100; i++) lru.set(`key-${i}`, i);
    expect(lru.size).toBe(3);
  });

  it('drops the oldest entry when none was used', () => {
    const lru = full();
    lru.set('d', 3);
    expect(keysOf(lru)).toEqual(new Set(['b', 'c', 'd']));
  });

  it.each<[string, (lru: Lru<string, number>) => void]>([
    ['read', (lru) => lru.get('a')],
    ['set again', (lru) => lru.set('a', 9)],
  ])('keeps an entry that was %s, and drops the oldest of the others', (_, use) => {
    const lru = full();
    use(lru);
    lru.set('d', 3);
    expect(keysOf(lru)).toEqual(new Set(['a', 'c', 'd']));
  });

  it('drops a used entry that is not used again by its next turn', () => {
    const lru = full();
    lru.get('a');
    for (const key of ['d', 'e', 'f']) lru.set(key, 0);
    expect(lru.get('a')).toBeUndefined();
  });

  it('drops the oldest entry when all were used', () => {
    const lru = full();
    for (const key of ['c', 'b', 'a']) lru.get(key);
    lru.set('d', 3);
    expect(keysOf(lru)).toEqual(new Set(['b', 'c', 'd']));
  });

  it('returns the last value that was set, and nothing for what was deleted', () => {
    const lru = full();
    lru.set('a', 9);
    lru.delete('b');
    expect([lru.get('a'), lru.get('b'), lru.size]).toEqual([9, undefined, 2]);
  });
});
