import type { Job } from '../../contract/job.ts';
import type { Change, Entry } from './entry.ts';
import type { Facts } from './facts.ts';
import { rowMaker } from './filter.ts';
import type { JobQuery } from './job-query.ts';
import { SlotSet } from './slot-set.ts';
import type { Tally } from './tally.ts';
import type { Selection } from './view.ts';
import { rowsOf, type ViewPage } from './views.ts';

/** What changed in a view; see `ListChange`. */
export type ViewChange = { changed: Job[]; gone: string[] };

/**
 * One page of one question for streams. Its rows stay those of its walk, so that it needs no order: with 100 questions
 * that people look at, each change costs 100 tests.
 */
export class LiveView {
  readonly #tally: Tally;
  readonly #rows: ReadonlySet<Entry>;
  readonly #rowOf: (facts: Facts) => Job;
  /** Slots of the jobs on the walk's pages. */
  readonly #anchored: SlotSet;
  #arrived: number;

  constructor(query: JobQuery, { selection, anchor, arrived }: ViewPage, slots: number) {
    this.#tally = selection.tally.copy();
    this.#rows = new Set(rowsOf(anchor, query));
    this.#rowOf = rowMaker(query);
    this.#anchored = slotsOf(anchor, slots);
    this.#arrived = arrived;
  }

  /** The numbers of the view. */
  get numbers() {
    return { ...this.#tally.numbers, arrived: this.#arrived };
  }

  /** Rows of the page that changed after a version. */
  since(version: number): ViewChange {
    return this.#changeOf([...this.#rows].filter((entry) => entry.version > version));
  }

  /** Takes over changes of the mirror; null when nothing of this view changed. */
  update(changes: readonly Change[]): ViewChange | null {
    let hasMoved = false;
    const rows: Entry[] = [];
    for (const { entry, before, after } of changes) {
      if (this.#rows.has(entry)) rows.push(entry);
      const { wasListed, isListed, counts } = this.#tally.move(before, after);
      hasMoved ||= counts;
      if (!this.#anchored.has(entry.slot)) this.#arrived += Number(isListed) - Number(wasListed);
    }
    return hasMoved || rows.length > 0 ? this.#changeOf(rows) : null;
  }

  #changeOf(entries: readonly Entry[]): ViewChange {
    const changed: Job[] = [];
    const gone: string[] = [];
    for (const entry of new Set(entries)) {
      if (entry.isGone) gone.push(entry.id);
      else changed.push(this.#rowOf(entry.facts));
    }
    return { changed, gone };
  }
}

function slotsOf({ order }: Selection, slots: number): SlotSet {
  const set = new SlotSet(slots);
  for (const { entries } of order.chunks) for (const { slot } of entries) set.add(slot);
  return set;
}
