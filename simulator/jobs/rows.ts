import { type Facts, factsAt, type JobRecord } from './record.ts';

/**
 * A job in the table. What filters ask for is copied out of the record, for following one more pointer in each of
 * 100 000 rows is most of what a scan costs.
 */
export type Row = {
  readonly record: JobRecord;
  readonly createdAt: number;
  readonly serial: number;
  readonly type: JobRecord['type'];
  readonly name: string;
  /** The name in lower case. */
  readonly folded: string;
  /** What the job looks like for ever; null while time can still change it. */
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

/** Index of the first row that was created at `time` or later, in rows sorted by creation. */
export function firstAt(rows: readonly Row[], time: number): number {
  return lowest(rows, (row) => row.createdAt >= time);
}

/** Puts a row in its place among rows sorted by creation. */
export function insert(rows: Row[], row: Row): void {
  rows.splice(
    lowest(rows, (other) => beforeByCreation(other, row) > 0),
    0,
    row,
  );
}

/** Index of the first row for which `reached` holds; it must hold for all rows after it too. */
function lowest(rows: readonly Row[], reached: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reached(rows[middle] as Row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Settled rows by their last update, with newly settled ones sorted in. */
export function mergeSettled(sorted: readonly Row[], more: readonly Row[]): Row[] {
  const added = [...more].sort(beforeBySettling);
  const last = sorted.at(-1);
  const first = added[0];
  // What settles now has mostly been updated after all that settled before.
  if (last === undefined || (first !== undefined && beforeBySettling(last, first) <= 0)) {
    return [...sorted, ...added];
  }
  return [...sorted, ...added].sort(beforeBySettling);
}

/** Visits settled rows (sorted) and moving ones (in any order) together, by their last update. */
export function eachByUpdate(
  settled: readonly Row[],
  moving: readonly Row[],
  now: number,
  isDescending: boolean,
  visit: (row: Row) => void,
): void {
  const direction = isDescending ? -1 : 1;
  const others = moving
    .map((row) => ({ row, at: factsAt(row.record, now).updatedAt, serial: row.serial }))
    .sort((a, b) => direction * (a.at - b.at || a.serial - b.serial));
  let i = isDescending ? settled.length - 1 : 0;
  const takeBefore = (at: number, serial: number) => {
    for (let row = settled[i]; row !== undefined; row = settled[i]) {
      const apart = row.updatedAt - at || row.serial - serial;
      if (apart * direction > 0) return;
      visit(row);
      i += direction;
    }
  };
  for (const { row, at, serial } of others) {
    takeBefore(at, serial);
    visit(row);
  }
  for (; i >= 0 && i < settled.length; i += direction) visit(settled[i] as Row);
}
