type Entry<V> = { value: V; isUsed: boolean };

/**
 * A map of at most `max` entries (docs/promises.md#bounded-memory). The oldest one that was not used since its last turn goes;
 * one that was gets another turn. Not strictly the least recently used one: to move an entry with every use makes a `Map`
 * grow anew all the time, and what it leaves behind costs a known reply more than all else that is ours.
 */
export class Lru<K, V> {
  readonly #entries = new Map<K, Entry<V>>();
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (entry) entry.isUsed = true;
    return entry?.value;
  }

  set(key: K, value: V): void {
    const entry = this.#entries.get(key);
    if (entry) {
      entry.value = value;
      entry.isUsed = true;
      return;
    }
    if (this.#entries.size >= this.#max) this.#evict();
    this.#entries.set(key, { value, isUsed: false });
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  *entries(): Generator<[K, V], undefined> {
    for (const [key, { value }] of this.#entries) yield [key, value];
  }

  get size(): number {
    return this.#entries.size;
  }

  #evict(): void {
    // Those that get another turn go to the end, where the loop comes to them again.
    for (const [key, entry] of this.#entries) {
      this.#entries.delete(key);
      if (!entry.isUsed) return;
      entry.isUsed = false;
      this.#entries.set(key, entry);
    }
  }
}
