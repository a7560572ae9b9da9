import type { Chunk } from './ranking.ts';
import type { Selection } from './view.ts';

/** Rows of all kept selections together, each part that several share counted once: 16 MB. */
const maxRows = 1_000_000;
const maxSelections = 20_000;

type Kept = { question: string; selection: Selection };

/** Selections that are kept for walks through their pages, by question and version; the least recently used go first. */
export class KeptSelections {
  readonly #kept = new Map<string, Kept>();
  /** How many kept selections have a part. */
  readonly #holders = new Map<Chunk, number>();
  #rows = 0;

  get(question: string, version: number): Selection | null {
    const key = keyOf(question, version);
    const kept = this.#kept.get(key);
    if (!kept) return null;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.selection;
  }

  has(question: string, version: number): boolean {
    return this.#kept.has(keyOf(question, version));
  }

  /** Keeps a selection; returns those that had to go for it. */
  put(question: string, selection: Selection): Kept[] {
    this.#kept.set(keyOf(question, selection.version), { question, selection });
    this.#hold(selection);
    const dropped: Kept[] = [];
    for (const [key, oldest] of this.#kept) {
      const fits = this.#rows <= maxRows && this.#kept.size <= maxSelections;
      if (fits || this.#kept.size === 1) break;
      this.#kept.delete(key);
      this.#release(oldest.selection);
      dropped.push(oldest);
    }
    return dropped;
  }

  #hold({ order: { chunks } }: Selection): void {
    // The list of its parts is not shared.
    this.#rows += chunks.length;
    for (const chunk of chunks) {
      const holders = this.#holders.get(chunk) ?? 0;
      if (holders === 0) this.#rows += chunk.entries.length;
      this.#holders.set(chunk, holders + 1);
    }
  }

  #release({ order: { chunks } }: Selection): void {
    this.#rows -= chunks.length;
    for (const chunk of chunks) {
      const holders = this.#holders.get(chunk) ?? 0;
      if (holders > 1) this.#holders.set(chunk, holders - 1);
      else {
        this.#holders.delete(chunk);
        this.#rows -= chunk.entries.length;
      }
    }
  }
}

function keyOf(question: string, version: number): string {
  return `${version} ${question}`;
}
