import type { Entry } from '../entry.ts';
import { KeysetWalk } from './keyset-walk.ts';
import type { ListReader } from './list-reader.ts';

/**
 * Walks through all jobs again and again, a page at a time. It finds what no change of time tells: new names, jobs that
 * are gone, and jobs that were missed.
 */
export class Verification {
  readonly #reader: ListReader;
  readonly #since: () => string;
  #walk: KeysetWalk | null = null;
  /** Jobs read in this round. */
  #seen = new Set<string>();
  /** Jobs created after this time were compared already, in ms since 1970. */
  #comparedTo = Number.POSITIVE_INFINITY;
  #unreadable = 0;

  /** @param since RFC 3339; the start of the mirror's window */
  constructor(reader: ListReader, since: () => string) {
    this.#reader = reader;
    this.#since = since;
  }

  /**
   * Reads the next page.
   *
   * @returns the ids of known jobs that should be on the pages read so far and are not, and the unreadable entries of a
   *   round that ended
   * @throws UpstreamFault
   */
  async step(): Promise<{ missing: string[]; unreadable: number | null }> {
    const walk = this.#walk ?? this.#begin();
    const { mirror } = this.#reader;
    const page = await walk.next();
    for (const { id } of page.jobs) this.#seen.add(id);
    this.#unreadable += page.unreadable;
    mirror.apply(page.jobs, page.moment);
    // Jobs of the oldest second on the page may be on the next one too.
    const from = walk.isDone ? Number.NEGATIVE_INFINITY : (walk.until ?? Number.POSITIVE_INFINITY);
    const missing = this.#missing(from, page.moment.order);
    this.#comparedTo = Math.min(this.#comparedTo, from);
    if (!walk.isDone) return { missing, unreadable: null };
    this.#walk = null;
    return { missing, unreadable: this.#unreadable };
  }

  #begin(): KeysetWalk {
    this.#walk = new KeysetWalk(this.#reader, this.#since());
    this.#seen = new Set();
    this.#comparedTo = Number.POSITIVE_INFINITY;
    this.#unreadable = 0;
    return this.#walk;
  }

  #missing(from: number, order: number): string[] {
    const missing: string[] = [];
    for (const entry of this.#reader.mirror.entries()) {
      if (entry.read.order < order && this.#isBetween(entry, from) && !this.#seen.has(entry.id)) {
        missing.push(entry.id);
      }
    }
    return missing;
  }

  /** Jobs of no known time can be on any page: they are compared with the last one. */
  #isBetween({ facts: { created } }: Entry, from: number): boolean {
    if (created === null) return from === Number.NEGATIVE_INFINITY;
    return created > from && created <= this.#comparedTo;
  }
}
