import type { SortDirection, SortKey } from '../../contract/job-query.ts';
import type { Entry } from './entry.ts';

/**
 * What an order compares: a fixed number or text, or the time since which a value grows, such as that of a job that is
 * still waiting; null when the job has no value.
 */
type Value = { fixed: number | string } | { growsSince: number } | null;

const valuesOf: Record<SortKey, (entry: Entry) => Value> = {
  created: ({ facts }) => fixed(facts.created),
  updated: ({ facts }) => fixed(facts.updated),
  name: ({ facts }) => fixed(facts.job.name),
  length: ({ facts }) => fixed(facts.job.durationSeconds),
  waited: ({ facts: { job, created } }) => {
    if (created === null) return null;
    if (job.state === 'WAITING') return { growsSince: created };
    const end = job.startedAt ?? (job.state === 'CANCELED' ? job.endedAt : null);
    return end === null ? null : { fixed: Date.parse(end) - created };
  },
  production: ({ facts: { job } }) => {
    if (job.startedAt === null) return null;
    const start = Date.parse(job.startedAt);
    if (job.state === 'PROCESSING') return { growsSince: start };
    return job.endedAt === null ? null : { fixed: Date.parse(job.endedAt) - start };
  },
};

function fixed(value: number | string | null): Value {
  return value === null ? null : { fixed: value };
}

/** Names in the order of a Chinese dictionary, numbers in them by value: most tenants name in Chinese or English. */
const collator = new Intl.Collator('zh-CN', { numeric: true });

type Ranked = { entry: Entry; value: number | string };

function compare(a: Ranked, b: Ranked): number {
  const difference =
    typeof a.value === 'string' && typeof b.value === 'string'
      ? collator.compare(a.value, b.value)
      : Number(a.value) - Number(b.value);
  // Many jobs are created in one second; any order of them will do if it stays the same.
  return difference || (a.entry.id < b.entry.id ? -1 : 1);
}

/**
 * The jobs in one order, kept sorted. Changes are noted and mended when the order is asked for: sorting 100 000 Chinese
 * names anew takes 170 ms, mending a few less than one.
 */
export class Order {
  readonly #valuesOf: (entry: Entry) => Value;
  #fixed: Ranked[] = [];
  /** By start, the earliest first: the value of these grows, at the same rate for all. */
  #growing: Ranked[] = [];
  #without: Ranked[] = [];
  #dirty = new Set<Entry>();

  constructor(key: SortKey, entries: Iterable<Entry>) {
    this.#valuesOf = valuesOf[key];
    for (const entry of entries) this.#dirty.add(entry);
  }

  /** Notes that a job is new, has changed, or is gone. */
  note(entry: Entry): void {
    this.#dirty.add(entry);
  }

  /** Calls `visit` with every job in this order; those without a value come last. @param now in ms since 1970 */
  each(dir: SortDirection, now: number, visit: (entry: Entry) => void): void {
    this.#mend();
    const isUp = dir === 'asc';
    const settled = walk(this.#fixed, isUp);
    // The earliest start has the largest value.
    const growing = walk(this.#growing, !isUp);
    let next = growing();
    for (let one = settled(); one; one = settled()) {
      while (next && isBefore(now - Number(next.value), Number(one.value), isUp)) {
        visit(next.entry);
        next = growing();
      }
      visit(one.entry);
    }
    for (; next; next = growing()) visit(next.entry);
    for (const { entry } of this.#without) visit(entry);
  }

  #mend(): void {
    if (this.#dirty.size === 0) return;
    const fixedOnes: Ranked[] = [];
    const growing: Ranked[] = [];
    const without: Ranked[] = [];
    for (const entry of this.#dirty) {
      if (entry.isGone) continue;
      const value = this.#valuesOf(entry);
      if (value === null) without.push({ entry, value: 0 });
      else if ('fixed' in value) fixedOnes.push({ entry, value: value.fixed });
      else growing.push({ entry, value: value.growsSince });
    }
    this.#fixed = merge(this.#fixed, fixedOnes, this.#dirty);
    this.#growing = merge(this.#growing, growing, this.#dirty);
    this.#without = merge(this.#without, without, this.#dirty);
    this.#dirty = new Set();
  }
}

function isBefore(a: number, b: number, isUp: boolean): boolean {
  return isUp ? a < b : a > b;
}

/** A function that returns the next item of a list from its start or from its end. */
function walk<T>(items: readonly T[], isUp: boolean): () => T | undefined {
  let at = isUp ? 0 : items.length - 1;
  const step = isUp ? 1 : -1;
  return () => {
    const item = items[at];
    at += step;
    return item;
  };
}

/** The sorted list without the changed entries, with their new places. */
function merge(sorted: Ranked[], changed: Ranked[], dirty: ReadonlySet<Entry>): Ranked[] {
  changed.sort(compare);
  const merged: Ranked[] = [];
  let next = 0;
  for (const one of sorted) {
    if (dirty.has(one.entry)) continue;
    for (let other = changed[next]; other && compare(other, one) < 0; other = changed[next]) {
      merged.push(other);
      next++;
    }
    merged.push(one);
  }
  for (; next < changed.length; next++) {
    const other = changed[next];
    if (other) merged.push(other);
  }
  return merged;
}
