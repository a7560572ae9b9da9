import type { Entry } from './entry.ts';
import { type Chunk, placeOf, Ranking, type Value } from './ranking.ts';

/** A chunk that was made by this draft, and that no ranking has yet. */
type OwnChunk = { entries: Entry[]; values: Value[] };

/** Rows of a chunk at most: near the root of 100 000, a change copies as much of the chunk as of the list of chunks. */
const maxRows = 512;

/** Changes of a ranking. Each part is copied once, at the first change in it, however many follow. */
export class RankingDraft {
  readonly #ranking: Ranking;
  #chunks: Chunk[] | null = null;
  readonly #own = new Map<Chunk, OwnChunk>();
  #size: number;

  constructor(ranking: Ranking) {
    this.#ranking = ranking;
    this.#size = ranking.size;
  }

  /** Adds a row. */
  add(entry: Entry, value: Value): void {
    const { at, row } = this.#placeOf(entry, value);
    const chunks = this.#list();
    // A row after all others goes to the last chunk.
    const place = Math.min(at, Math.max(0, chunks.length - 1));
    const chunk = this.#ownAt(place);
    const index = place < at ? chunk.entries.length : row;
    chunk.entries.splice(index, 0, entry);
    chunk.values.splice(index, 0, value);
    this.#size++;
    if (chunk.entries.length > maxRows) this.#replace(place, 1, halves(chunk));
  }

  /** Removes the row of a job, which has this value in it; does nothing without such a row. */
  remove(entry: Entry, value: Value): void {
    const { at, row } = this.#placeOf(entry, value);
    if (this.#chunkAt(at)?.entries[row] !== entry) return;
    const chunk = this.#ownAt(at);
    chunk.entries.splice(row, 1);
    chunk.values.splice(row, 1);
    this.#size--;
    if (chunk.entries.length === 0) this.#replace(at, 1, []);
    else this.#join(at);
  }

  /** The ranking with the changes; the same one without any. The draft must not be used after that. */
  end(): Ranking {
    if (!this.#chunks) return this.#ranking;
    return new Ranking(this.#chunks.map(this.#fitted), this.#size);
  }

  /** Makes one of two small neighbours: there would be as many chunks as rows in the end. */
  #join(at: number): void {
    const chunk = this.#chunkAt(at);
    if (!chunk) return;
    const before = this.#chunkAt(at - 1);
    const next = this.#chunkAt(at + 1);
    if (before && areSmall(before, chunk)) this.#replace(at - 1, 2, [joined(before, chunk)]);
    else if (next && areSmall(chunk, next)) this.#replace(at, 2, [joined(chunk, next)]);
  }

  #placeOf(entry: Entry, value: Value) {
    return placeOf(this.#chunks ?? this.#ranking.chunks, entry, value);
  }

  #chunkAt(at: number): Chunk | undefined {
    return (this.#chunks ?? this.#ranking.chunks)[at];
  }

  #list(): Chunk[] {
    this.#chunks ??= this.#ranking.chunks.slice();
    return this.#chunks;
  }

  /** The chunk at a place, which may be changed. */
  #ownAt(at: number): OwnChunk {
    const chunk = this.#chunkAt(at) ?? { entries: [], values: [] };
    const known = this.#own.get(chunk);
    if (known) return known;
    const own = { entries: chunk.entries.slice(), values: chunk.values.slice() };
    this.#replace(at, 1, [own]);
    return own;
  }

  /** A copy of a chunk of this draft that has no room to grow: it will not. */
  readonly #fitted = (chunk: Chunk): Chunk =>
    this.#own.has(chunk) ? { entries: chunk.entries.slice(), values: chunk.values.slice() } : chunk;

  #replace(at: number, count: number, by: OwnChunk[]): void {
    for (const own of by) this.#own.set(own, own);
    this.#list().splice(at, count, ...by);
  }
}

function areSmall(one: Chunk, other: Chunk): boolean {
  return one.entries.length + other.entries.length < maxRows / 2;
}

function joined(one: Chunk, other: Chunk): OwnChunk {
  return {
    entries: [...one.entries, ...other.entries],
    values: [...one.values, ...other.values],
  };
}

function halves({ entries, values }: OwnChunk): OwnChunk[] {
  const middle = entries.length >>> 1;
  return [
    { entries: entries.slice(0, middle), values: values.slice(0, middle) },
    { entries: entries.slice(middle), values: values.slice(middle) },
  ];
}
