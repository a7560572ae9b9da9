import { UpstreamFault } from '../../metastudio/errors.ts';
import type { ListReader } from './list-reader.ts';

/** Ids of one read at first; MetaStudio's own limit is unconfirmed. */
const firstBatch = 20;
/** Batches that are read at once at most. */
const maxSteps = 10;

/**
 * Reads single jobs by their ids: those that a page should have had, and those whose links end soon. A job that two reads
 * of different rounds do not know is gone; one missing page proves nothing.
 */
export class IdChecks {
  readonly #reader: ListReader;
  readonly #wanted = new Set<string>();
  readonly #absentOnce = new Set<string>();
  #batch = firstBatch;
  #reading: Promise<void> | null = null;

  constructor(reader: ListReader) {
    this.#reader = reader;
  }

  get isEmpty(): boolean {
    return this.#wanted.size === 0;
  }

  /** Notes jobs to be read in the next rounds. */
  add(ids: Iterable<string>): void {
    for (const id of ids) this.#wanted.add(id);
  }

  /**
   * Reads the next batch.
   *
   * @returns ids of the jobs whose state had changed
   * @throws UpstreamFault
   */
  async step(): Promise<string[]> {
    const ids = [...this.#wanted].slice(0, this.#batch);
    if (ids.length === 0) return [];
    const page = await this.#read(ids);
    if (!page) return [];
    const { mirror } = this.#reader;
    for (const id of ids) this.#wanted.delete(id);
    const gone: string[] = [];
    for (const id of page.absent) {
      if (this.#absentOnce.delete(id)) gone.push(id);
      else {
        this.#absentOnce.add(id);
        this.#wanted.add(id);
      }
    }
    for (const { id } of page.jobs) this.#absentOnce.delete(id);
    mirror.remove(gone, page.moment);
    return mirror
      .apply(page.jobs, page.moment)
      .filter(({ before, after }) => before && before.job.state !== after?.job.state)
      .map(({ entry }) => entry.id);
  }

  /** Reads these jobs now; callers share the reads under way. @throws UpstreamFault */
  async readNow(ids: readonly string[]): Promise<void> {
    this.add(ids);
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    const isLeft = () => [...this.#wanted].some((id) => !this.#absentOnce.has(id));
    for (let step = 0; isLeft() && step < maxSteps; step++) await this.step();
  }

  /** Null after a refusal: the next batch is smaller. */
  async #read(ids: readonly string[]) {
    try {
      return await this.#reader.byIds(ids);
    } catch (error) {
      const isRefusal = error instanceof UpstreamFault && error.code === 'upstream_rejected';
      if (!isRefusal || ids.length === 1) throw error;
      this.#batch = Math.max(1, Math.floor(ids.length / 2));
      return null;
    }
  }
}
