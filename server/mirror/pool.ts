import { Lru } from '../lib/lru.ts';

/** Values that are kept for others to be equal to. */
const maxValues = 1000;

/** Makes a function that returns one object for equal values, as long as it has come across them not long ago. */
export function createPool<T>(): (value: T) => T {
  const known = new Lru<string, { value: T }>(maxValues);
  return (value) => {
    const key = JSON.stringify(value);
    const before = known.get(key);
    if (!before) known.set(key, { value });
    return before ? before.value : value;
  };
}
