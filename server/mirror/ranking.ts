import type { Entry } from './entry.ts';

/** What jobs are ranked by. */
export type Value = number | string;

/**
 * Rows next to each other, never changed once made. Two lists side by side: an object for each row would cost 36 bytes
 * more.
 */
export type Chunk = { readonly entries: readonly Entry[]; readonly values: readonly Value[] };

/** A row of a ranking. */
type Row = readonly [Entry, Value];

/** Rows of a chunk when a ranking is made, with room for some more. */
const usualRows = 384;

/** Names in the order of a Chinese dictionary, numbers in them by value: most tenants name in Chinese or English. */
const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Texts are compared as a dictionary does, jobs of the same value by their ids. */
function compare(value: Value, entry: Entry, other: Value, than: Entry): number {
  const difference =
    typeof value === 'string' && typeof other === 'string'
      ? collator.compare(value, other)
      : Number(value) - Number(other);
  // Many jobs are created in one second; any order of them will do if it stays the same.
  return difference || (entry.id < than.id ? -1 : entry.id > than.id ? 1 : 0);
}

/**
 * Jobs sorted by a value that each had when it was put in. A ranking never changes: one with a row more or less
 * (`RankingDraft`) shares all chunks but one with it, so that the lists of many versions take little more memory than one.
 */
export class Ranking {
  readonly chunks: readonly Chunk[];
  readonly size: number;

  constructor(chunks: readonly Chunk[], size: number) {
    this.chunks = chunks;
    this.size = size;
  }

  static readonly empty = new Ranking([], 0);

  /** Ranks these rows. */
  static of(rows: Row[]): Ranking {
    rows.sort(([a, value], [b, other]) => compare(value, a, other, b));
    const builder = new Builder();
    for (const [entry, value] of rows) builder.add(entry, value);
    return new Ranking(builder.end(), rows.length);
  }

  /** The rows that pass. A chunk all of whose rows pass is shared. */
  filter(test: (entry: Entry) => boolean): Ranking {
    const builder = new Builder();
    let size = 0;
    for (const chunk of this.chunks) {
      const passing = chunk.entries.map(test);
      const count = passing.reduce((sum, passes) => sum + Number(passes), 0);
      size += count;
      if (count === chunk.entries.length) builder.addChunk(chunk);
      else if (count > 0) builder.addSome(chunk, passing);
    }
    return new Ranking(builder.end(), size);
  }

  /** How many rows at the beginning have a value that passes. */
  countWhile(test: (value: Value) => boolean): number {
    const { at, row } = place(this.chunks, (_, value) => test(value));
    let count = row;
    for (let i = 0; i < at; i++) count += this.chunks[i]?.entries.length ?? 0;
    return count;
  }

  /** The rows from the one with this number on, and upwards or downwards: number 0 is the first of that direction. */
  *from(number: number, isUp: boolean): Generator<Row, undefined> {
    const { chunks } = this;
    let left = number;
    for (let i = 0; i < chunks.length; i++) {
      const chunk = chunks[isUp ? i : chunks.length - 1 - i];
      if (!chunk) break;
      const { entries, values } = chunk;
      const { length } = entries;
      for (let row = left; row < length; row++) {
        const index = isUp ? row : length - 1 - row;
        const entry = entries[index];
        if (entry) yield [entry, values[index] ?? 0];
      }
      left = Math.max(0, left - length);
    }
  }
}

/** Where a row is among sorted chunks, or where it would be. */
export function placeOf(chunks: readonly Chunk[], entry: Entry, value: Value) {
  return place(chunks, (one, other) => compare(other, one, value, entry) < 0);
}

/** The place of the first row that does not pass, when all those before do. */
function place(chunks: readonly Chunk[], test: (entry: Entry, value: Value) => boolean) {
  const passes = ({ entries, values }: Chunk, row: number) => {
    const entry = entries[row];
    return entry !== undefined && test(entry, values[row] ?? 0);
  };
  const at = bisect(chunks.length, (i) => {
    const chunk = chunks[i];
    return chunk !== undefined && passes(chunk, chunk.entries.length - 1);
  });
  const chunk = chunks[at];
  return { at, row: chunk ? bisect(chunk.entries.length, (row) => passes(chunk, row)) : 0 };
}

/** The first of so many numbers for which the test fails, when all before pass and none after. */
export function bisect(length: number, test: (number: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Puts sorted rows into chunks. */
class Builder {
  readonly #chunks: Chunk[] = [];
  #entries: Entry[] = [];
  #values: Value[] = [];

  add(entry: Entry, value: Value): void {
    if (this.#entries.length === usualRows) this.#flush();
    this.#entries.push(entry);
    this.#values.push(value);
  }

  addSome({ entries, values }: Chunk, passing: readonly boolean[]): void {
    for (const [i, entry] of entries.entries()) if (passing[i]) this.add(entry, values[i] ?? 0);
  }

  addChunk(chunk: Chunk): void {
    this.#flush();
    this.#chunks.push(chunk);
  }

  end(): Chunk[] {
    this.#flush();
    return this.#chunks;
  }

  #flush(): void {
    if (this.#entries.length === 0) return;
    // Copies have no room to grow, which is a third of a list that rows were added to one by one.
    this.#chunks.push({ entries: this.#entries.slice(), values: this.#values.slice() });
    this.#entries = [];
    this.#values = [];
  }
}
