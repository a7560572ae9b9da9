import type { Entry } from '../mirror/entry.ts';
import { Facts } from '../mirror/facts.ts';
import type { Value } from '../mirror/ranking.ts';
import { sampleJob } from './sample-job.ts';

export type Row = [Entry, Value];

/** A row of a new job. */
export function rowOf(slot: number, value: Value): Row {
  const job = sampleJob({ id: `job-${slot}` });
  const read = { order: 1, at: 0 };
  const facts = new Facts(job);
  return [{ id: job.id, slot, version: 1, read, readsBegun: 1, facts, isGone: false }, value];
}

/** The rows sorted in the plainest way. */
export function sorted(rows: Iterable<Row>): Row[] {
  return [...rows].sort(
    ([a, value], [b, other]) => Number(value) - Number(other) || (a.id < b.id ? -1 : 1),
  );
}

/** The ids of rows, in their order. */
export function idsOf(rows: Iterable<readonly [Entry, Value]>): string[] {
  return [...rows].map(([{ id }]) => id);
}
