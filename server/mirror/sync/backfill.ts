import type { Mirror } from '../mirror.ts';
import { KeysetWalk, seconds } from './keyset-walk.ts';
import type { ListReader } from './list-reader.ts';

/** The first reading of all jobs of the window, newest first. */
export class Backfill {
  readonly #walk: KeysetWalk;
  readonly #mirror: Mirror;
  readonly #start: () => number;
  #read = 0;
  #total: number | null = null;
  #unreadable = 0;

  /** @param start the start of the window, in ms since 1970; it may come nearer while the jobs are read */
  constructor(reader: ListReader, start: () => number) {
    this.#walk = new KeysetWalk(reader, seconds(start()));
    this.#mirror = reader.mirror;
    this.#start = start;
  }

  get isComplete(): boolean {
    return this.#walk.isDone || (this.until ?? Number.POSITIVE_INFINITY) <= this.#start();
  }

  /** How far back all jobs are known, in ms since 1970; null when that is nothing yet, or everything. */
  get until(): number | null {
    return this.#walk.until;
  }

  /** Jobs read, and jobs of the window as MetaStudio counts them; null while it has not said. */
  get progress() {
    return { read: this.#read, total: this.#total, unreadable: this.#unreadable };
  }

  /** Reads the next page. @throws UpstreamFault */
  async step(): Promise<void> {
    // People may be waiting for the first page.
    const page = await this.#walk.next(this.#read === 0 ? 'list' : 'background');
    this.#total ??= page.count;
    this.#unreadable += page.unreadable;
    this.#read += this.#mirror.apply(page.jobs, page.moment).length;
  }
}
