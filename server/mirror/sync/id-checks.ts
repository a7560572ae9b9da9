import { UpstreamFault } from '../../metastudio/errors.ts';
import type { ListReader } from './list-reader.ts';

/** Ids of one read at first; MetaStudio's own limit is unconfirmed. */
const firstBatch = 20;
/** Batches after which a larger one is tried again: a refusal need not have been about their size. */
const growAfter = 50;
/** Batches that are read at once at most. */
const maxSteps = 10;

/**
 * Reads single jobs by their ids: those that a page should have had, and those whose links end soon. A job that two reads
 * of different rounds do not know is gone; one missing page proves nothing.
 */
export class IdChecks {
  readonly #reader: Pick<ListReader, 'byIds' | 'mirror'>;
  readonly #wanted = new Set<string>();
  readonly #absentOnce = new Set<string>();
  #batch = firstBatch;
  /** Batches that were read since the size was changed. */
  #read = 0;
  #reading: Promise<void> | null = null;

  constructor(reader: Pick<ListReader, 'byIds' | 'mirror'>) {
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
    const page = await this.#readBatch(ids);
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
  async #readBatch(ids: readonly string[]) {
    try {
      const page = await this.#reader.byIds(ids);
      this.#read++;
      if (this.#read >= growAfter) this.#resize(Math.min(firstBatch, this.#batch * 2));
      return page;
    } catch (error) {
      const isRefusal = error instanceof UpstreamFault && error.code === 'upstream_rejected';
      if (!isRefusal || ids.length === 1) throw error;
      this.#resize(Math.max(1, Math.floor(ids.length / 2)));
      return null;
    }
  }

  #resize(batch: number): void {
    this.#batch = batch;
    this.#read = 0;
  }
}
