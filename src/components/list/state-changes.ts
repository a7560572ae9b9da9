import { useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import type { JobState } from '../../../contract/state.ts';

/** State changes of the rows on screen. */
export type StateChanges = {
  /** Those of the last change, for the screen reader. */
  latest: readonly { id: string; to: JobState }[];
  /** How many times a row's state has changed, by job id, for its highlight. */
  counts: ReadonlyMap<string, number>;
};

const none: StateChanges = { latest: [], counts: new Map() };

/** Adds what changed between two readings of the rows; `before` itself when no state did. */
export function addChanges(
  before: StateChanges,
  rows: readonly Job[],
  next: readonly Job[],
): StateChanges {
  const known = new Map(rows.map(({ id, state }) => [id, state]));
  const latest = next
    .filter(({ id, state }) => known.has(id) && known.get(id) !== state)
    .map(({ id, state }) => ({ id, to: state }));
  if (latest.length === 0) return before;
  const counts = new Map(before.counts);
  for (const { id } of latest) counts.set(id, (counts.get(id) ?? 0) + 1);
  return { latest, counts };
}

/**
 * The state changes of a view's rows since it was opened. Noted during rendering, React's way for state that depends on
 * props: with an effect, rows and highlights would differ for one frame.
 */
export function useStateChanges(viewKey: string, jobs: readonly Job[] | undefined): StateChanges {
  const [seen, setSeen] = useState({ viewKey, jobs, changes: none });
  if (seen.viewKey === viewKey && seen.jobs === jobs) return seen.changes;
  const isSameView = seen.viewKey === viewKey;
  const changes = isSameView ? addChanges(seen.changes, seen.jobs ?? [], jobs ?? []) : none;
  setSeen({ viewKey, jobs, changes });
  return changes;
}
