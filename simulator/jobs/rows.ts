import { type Facts, factsAt, type JobRecord } from './record.ts';

/**
 * A job in the table. The fields that filters read are copied out of the record: following one more pointer in each of
 * 100 000 rows is most of the cost of a scan.
 */
export type Row = {
  readonly record: JobRecord;
  readonly createdAt: number;
  readonly serial: number;
  readonly type: JobRecord['type'];
  readonly name: string;
  /** The name in lower case. */
  readonly folded: string;
  /** The job's final facts; null while they can still change with time. */
  settled: Facts | null;
  /** State and last update once settled. */
  state: string;
  updatedAt: number;
};

export function beforeByCreation(a: Row, b: Row): number {
  return a.createdAt - b.createdAt || a.serial - b.serial;
}

function beforeBySettling(a: Row, b: Row): number {
  return a.updatedAt - b.updatedAt || a.serial - b.serial;
}

/** Visits the rows created from `since` until `until` (epoch ms, both inclusive), in rows sorted by creation. */
export function eachCreatedBetween(
  rows: readonly Row[],
  { since, until }: { since: number; until: number },
  isDescending: boolean,
  visit: (row: Row) => void,
): void {
  const from = firstAt(rows, since);
  const to = firstAt(rows, until + 1);
  const step = isDescending ? -1 : 1;
  for (let i = isDescending ? to - 1 : from; i >= from && i < to; i += step) {
    const row = rows[i];
    if (row !== undefined) visit(row);
  }
}

/** Index of the first row created at `time` or later, in rows sorted by creation. */
function firstAt(rows: readonly Row[], time: number): number {
  return firstIndex(rows, (row) => row.createdAt >= time);
}

/** Inserts a row into rows sorted by creation. */
export function insert(rows: Row[], row: Row): void {
  rows.splice(
    firstIndex(rows, (other) => beforeByCreation(other, row) > 0),
    0,
    row,
  );
}

/** Index of the first row for which `reached` holds. It must hold for all later rows too. */
function firstIndex(rows: readonly Row[], reached: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row === undefined || reached(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Settled rows by their last update, with newly settled ones merged in. */
export function mergeSettled(sorted: readonly Row[], more: readonly Row[]): Row[] {
  const added = [...more].sort(beforeBySettling);
  const last = sorted.at(-1);
  const first = added[0];
  // Newly settled rows were mostly updated after all that settled before: then no sort is needed.
  if (last === undefined || (first !== undefined && beforeBySettling(last, first) <= 0)) {
    return [...sorted, ...added];
  }
  return [...sorted, ...added].sort(beforeBySettling);
}

/** Visits settled rows (sorted) and unsettled ones (in any order) together, by their last update. */
export function eachByUpdate(
  settled: readonly Row[],
  unsettled: readonly Row[],
  now: number,
  isDescending: boolean,
  visit: (row: Row) => void,
): void {
  const direction = isDescending ? -1 : 1;
  const others = unsettled
    .map((row) => ({ row, at: factsAt(row.record, now).updatedAt, serial: row.serial }))
    .sort((a, b) => direction * (a.at - b.at || a.serial - b.serial));
  let i = isDescending ? settled.length - 1 : 0;
  const visitUpTo = (at: number, serial: number) => {
    for (let row = settled[i]; row !== undefined; row = settled[i]) {
      const distance = row.updatedAt - at || row.serial - serial;
      if (distance * direction > 0) return;
      visit(row);
      i += direction;
    }
  };
  for (const { row, at, serial } of others) {
    visitUpTo(at, serial);
    visit(row);
  }
  visitUpTo(direction * Infinity, 0);
}
