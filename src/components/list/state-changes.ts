import { useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import type { JobState } from '../../../contract/state.ts';

/** What rows on screen have become: another state, or late in the one that they are in. */
export type StateChanges = {
  /** Those of the last change, for the screen reader. */
  latest: readonly { id: string; to: JobState | 'LATE' }[];
  /** How many times a row has changed so, by job id, for its highlight. */
  counts: ReadonlyMap<string, number>;
};

const none: StateChanges = { latest: [], counts: new Map() };

/** Adds what changed between two readings of the rows; `before` itself when no state did. */
export function addChanges(
  before: StateChanges,
  rows: readonly Job[],
  next: readonly Job[],
): StateChanges {
  const known = new Map(rows.map((job) => [job.id, job]));
  const latest = next.flatMap(({ id, state, late }): StateChanges['latest'] => {
    const row = known.get(id);
    if (row === undefined) return [];
    if (row.state !== state) return [{ id, to: state }];
    return late && !row.late ? [{ id, to: 'LATE' }] : [];
  });
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
