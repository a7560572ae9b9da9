import type { Anchor, Counts, Job, LateCounts, LateState } from '../../contract/job.ts';
import { jobStates } from '../../contract/state.ts';
import type { Clock } from '../lib/clock.ts';
import type { Entry } from './entry.ts';
import { stateTestOf, testOf } from './filter.ts';
import type { JobQuery } from './job-query.ts';
import type { Mirror } from './mirror.ts';
import { SlotSet } from './slot-set.ts';

/**
 * The matching jobs in their order at one moment, and how many there were of each state, and late ones of each, under the
 * other filters.
 */
export type Selection = {
  version: number;
  entries: readonly Entry[];
  counts: Counts;
  late: LateCounts;
};

/** One page of an answer. */
export type ViewPage = {
  selection: Selection;
  anchor: Selection;
  jobs: Job[];
  arrived: number;
};

/** Selections that are kept for walks through the pages, in jobs of all together: 32 MB. */
const maxKeptJobs = 4_000_000;
/** Orders that grow by themselves are made anew after this time, in ms. */
const growingMs = 60_000;

/** Answers questions from the mirror: selects, counts, and keeps the order that a walk through the pages began with. */
export class Views {
  readonly #mirror: Mirror;
  readonly #clock: Clock;
  /** The last selection of each question. */
  readonly #latest = new Map<string, { selection: Selection; madeAt: number }>();
  /** Selections by question and version, the least recently used first. */
  readonly #kept = new Map<string, Selection>();
  /** How many kept selections have a list: versions with the same jobs in the same order share it. */
  readonly #shares = new Map<readonly Entry[], number>();
  #keptJobs = 0;

  constructor(mirror: Mirror, clock: Clock) {
    this.#mirror = mirror;
    this.#clock = clock;
  }

  /** The version as replies carry it. */
  versionText(version = this.#mirror.version): string {
    return `${this.#mirror.epoch}.${version}`;
  }

  /** The number of a version of this epoch that is not in the future; null for any other text. */
  versionOf(text: string | null): number | null {
    const [epoch, number] = text?.split('.') ?? [];
    if (epoch !== this.#mirror.epoch || !number || !/^\d{1,15}$/.test(number)) return null;
    return Number(number) <= this.#mirror.version ? Number(number) : null;
  }

  /** The page of a query, in the order of the moment that it names if that is still kept. */
  page(query: JobQuery): ViewPage {
    const selection = this.#select(query);
    const anchor = this.anchor(query) ?? selection;
    const jobs: Job[] = [];
    for (const entry of anchor.entries.slice(query.offset, query.offset + query.limit)) {
      if (!entry.isGone) jobs.push(entry.facts.job);
    }
    return { selection, anchor, jobs, arrived: newIn(selection, anchor, this.#mirror.slots) };
  }

  /** The kept selection whose order the query's pages follow; null when it names none or that is not kept. */
  anchor(query: JobQuery): Selection | null {
    const version = this.versionOf(query.at);
    if (version === null) return null;
    const key = keptKey(keyOf(query), version);
    const kept = this.#kept.get(key);
    if (!kept) return null;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  /** @param arrived jobs that match now and are on no page */
  anchorOf(anchor: Selection, arrived: number): Anchor {
    return { version: this.versionText(anchor.version), total: anchor.entries.length, arrived };
  }

  #select(query: JobQuery): Selection {
    const key = keyOf(query);
    const now = this.#clock.now();
    const last = this.#latest.get(key);
    const grows = query.sort === 'waited' || query.sort === 'production';
    const isCurrent = last?.selection.version === this.#mirror.version;
    const hasGrown = grows && last !== undefined && Math.abs(now - last.madeAt) > growingMs;
    if (last && isCurrent && !hasGrown) return last.selection;
    const made = select(this.#mirror, query, now, last?.selection.entries ?? []);
    // A walk that began at this version goes on in the order that it had then.
    const isReordered = isCurrent && made.entries !== last?.selection.entries;
    const selection = isReordered ? { ...made, version: this.#mirror.skipVersion() } : made;
    this.#keep(key, selection, now);
    return selection;
  }

  #keep(key: string, selection: Selection, madeAt: number): void {
    this.#latest.delete(key);
    this.#latest.set(key, { selection, madeAt });
    this.#put(keptKey(key, selection.version), selection);
    for (const oldest of this.#kept.keys()) {
      if (this.#keptJobs <= maxKeptJobs && this.#kept.size <= 20_000) break;
      this.#drop(oldest);
    }
    for (const oldest of this.#latest.keys()) {
      if (this.#latest.size <= 500) break;
      this.#latest.delete(oldest);
    }
  }

  #put(key: string, selection: Selection): void {
    this.#drop(key);
    this.#kept.set(key, selection);
    const { entries } = selection;
    const shares = this.#shares.get(entries) ?? 0;
    if (shares === 0) this.#keptJobs += entries.length;
    this.#shares.set(entries, shares + 1);
  }

  #drop(key: string): void {
    const entries = this.#kept.get(key)?.entries;
    if (!entries) return;
    this.#kept.delete(key);
    const shares = this.#shares.get(entries) ?? 0;
    if (shares > 1) this.#shares.set(entries, shares - 1);
    else {
      this.#shares.delete(entries);
      this.#keptJobs -= entries.length;
    }
  }
}

/** A question without its page. */
function keyOf({ offset, limit, at, ...question }: JobQuery): string {
  return JSON.stringify(question);
}

function keptKey(question: string, version: number): string {
  return `${version} ${question}`;
}

function select(mirror: Mirror, query: JobQuery, now: number, last: readonly Entry[]): Selection {
  const test = testOf(query);
  const stateTest = stateTestOf(query);
  const perState = new Int32Array(jobStates.length);
  const entries: Entry[] = [];
  const late = noLateJobs();
  let isSame = true;
  for (const entry of mirror.order(query.sort).list(query.dir, now)) {
    const { facts } = entry;
    if (!test(facts)) continue;
    perState[facts.stateIndex] = (perState[facts.stateIndex] ?? 0) + 1;
    if (facts.job.late) {
      const lateState = lateStateOf(facts.job);
      if (lateState !== null) late[lateState]++;
    }
    if (!stateTest(facts)) continue;
    isSame = isSame && last[entries.length] === entry;
    entries.push(entry);
  }
  isSame = isSame && entries.length === last.length;
  const counts = noJobs();
  for (const [i, state] of jobStates.entries()) counts[state] = perState[i] ?? 0;
  return { version: mirror.version, entries: isSame ? last : entries, counts, late };
}

/** No jobs of any state. */
export function noJobs(): Counts {
  return { WAITING: 0, PROCESSING: 0, SUCCEED: 0, FAILED: 0, CANCELED: 0, BLOCK: 0, UNKNOWN: 0 };
}

/** No late jobs of any state. */
export function noLateJobs(): LateCounts {
  return { WAITING: 0, PROCESSING: 0 };
}

/** The state that a late job is counted under; null when it is not late. */
export function lateStateOf({ state, late }: Job): LateState | null {
  return late && (state === 'WAITING' || state === 'PROCESSING') ? state : null;
}

/** Jobs of a selection that an earlier one does not have. */
function newIn(selection: Selection, anchor: Selection, slots: number): number {
  if (selection.entries === anchor.entries) return 0;
  const known = new SlotSet(slots);
  for (const entry of anchor.entries) known.add(entry.slot);
  let count = 0;
  for (const entry of selection.entries) if (!known.has(entry.slot)) count++;
  return count;
}
