import { useDeferredValue, useState } from 'react';
import type { Job } from '../../../../contract/job.ts';
import { useIsHydrating } from '../../../lib/hydration.ts';

/** Rows that fill the window of most computers. */
const firstRows = 12;
/** What is above the rows at least, and the height of one, in CSS pixels. */
const above = 192;
const rowHeight = 64;
const none: readonly Job[] = [];

/**
 * The rows to draw now: of another view the first ones, of a view that has become longer those that are on screen, and all of
 * them in a render that follows. What the server has drawn is taken over as a whole.
 */
export function useFirstRows(jobs: readonly Job[]): readonly Job[] {
  const long = jobs.length > firstRows ? jobs : none;
  // The rows with which the view began. Those of a later reply are the same ones, or most of them.
  const [before, setBegun] = useState({ jobs: long, first: rowsOnScreen() });
  const size = before.jobs.length;
  const goesOn = haveCommon(before.jobs, long.slice(firstRows));
  const isSame = before.jobs === long || (goesOn && Math.abs(long.length - size) <= firstRows);
  const begun = isSame ? before : { jobs: long, first: goesOn ? size : rowsOnScreen() };
  if (!isSame) setBegun(begun);
  const isWhole = useIsHydrating() || begun.jobs === none;
  const drawn = useDeferredValue(begun, isWhole ? undefined : null);
  return drawn === begun ? jobs : jobs.slice(0, begun.first);
}

function rowsOnScreen(): number {
  if (import.meta.env.SSR) return firstRows;
  return Math.min(firstRows, Math.ceil((window.innerHeight - above) / rowHeight));
}

function haveCommon(jobs: readonly Job[], others: readonly Job[]): boolean {
  const ids = new Set(jobs.map(({ id }) => id));
  return others.some(({ id }) => ids.has(id));
}
