import type { Counts, Job, LateCounts } from '../../contract/job.ts';
import type { Entry, Facts } from './entry.ts';
import { stateTestOf, type Test, testOf } from './filter.ts';
import type { JobQuery } from './job-query.ts';
import type { Change } from './mirror.ts';
import { SlotSet } from './slot-set.ts';
import { lateStateOf, type Selection, type ViewPage } from './views.ts';

/** What changed in a view; see `ListChange`. */
export type ViewChange = { changed: Job[]; gone: string[] };

/**
 * One page of one question, kept up to date by the changes of the mirror instead of asking again: with 100 questions that
 * people look at, each change costs 100 tests and not 100 walks through all jobs.
 */
export class LiveView {
  readonly #test: Test;
  readonly #stateTest: Test;
  readonly #rows: ReadonlySet<Entry>;
  /** Slots of the jobs on the walk's pages. */
  readonly #anchored: SlotSet;
  readonly #counts: Counts;
  readonly #late: LateCounts;
  #total: number;
  #arrived: number;

  constructor(query: JobQuery, page: ViewPage, slots: number) {
    const { selection, anchor, arrived } = page;
    this.#test = testOf(query);
    this.#stateTest = stateTestOf(query);
    this.#rows = new Set(anchor.entries.slice(query.offset, query.offset + query.limit));
    this.#anchored = slotsOf(anchor, slots);
    this.#counts = { ...selection.counts };
    this.#late = { ...selection.late };
    this.#total = selection.entries.length;
    this.#arrived = arrived;
  }

  /** The numbers of the view. */
  get numbers() {
    return {
      total: this.#total,
      counts: { ...this.#counts },
      late: { ...this.#late },
      arrived: this.#arrived,
    };
  }

  /** Rows of the page that changed after a version. */
  since(version: number): ViewChange {
    return rowsOf([...this.#rows].filter((entry) => entry.version > version));
  }

  /** Takes over changes of the mirror; null when nothing of this view changed. */
  update(changes: readonly Change[]): ViewChange | null {
    let moved = false;
    const rows: Entry[] = [];
    for (const { entry, before, after } of changes) {
      if (this.#rows.has(entry)) rows.push(entry);
      moved = this.#recount(entry, before, after) || moved;
    }
    return moved || rows.length > 0 ? rowsOf(rows) : null;
  }

  /** True when a number of the view changed. */
  #recount(entry: Entry, before: Facts | null, after: Facts | null): boolean {
    const was = before !== null && this.#test(before) ? before : null;
    const is = after !== null && this.#test(after) ? after : null;
    const wasListed = was !== null && this.#stateTest(was);
    const isListed = is !== null && this.#stateTest(is);
    const wasLate = was && lateStateOf(was.job);
    const isLate = is && lateStateOf(is.job);
    if (was?.job.state === is?.job.state && wasListed === isListed && wasLate === isLate) {
      return false;
    }
    if (was) this.#counts[was.job.state]--;
    if (is) this.#counts[is.job.state]++;
    if (wasLate) this.#late[wasLate]--;
    if (isLate) this.#late[isLate]++;
    const step = Number(isListed) - Number(wasListed);
    this.#total += step;
    if (!this.#anchored.has(entry.slot)) this.#arrived += step;
    return true;
  }
}

function slotsOf({ entries }: Selection, slots: number): SlotSet {
  const set = new SlotSet(slots);
  for (const entry of entries) set.add(entry.slot);
  return set;
}

function rowsOf(entries: readonly Entry[]): ViewChange {
  const changed: Job[] = [];
  const gone: string[] = [];
  for (const entry of new Set(entries)) {
    if (entry.isGone) gone.push(entry.id);
    else changed.push(entry.facts.job);
  }
  return { changed, gone };
}
