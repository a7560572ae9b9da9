import { useDeferredValue, useState } from 'react';
import type { Job } from '../../../../contract/job.ts';
import { useIsHydrating } from '../../../lib/hydration.ts';

/** Rows that fill the window of most computers. */
const firstRows = 12;
const none: readonly Job[] = [];

/**
 * The rows to draw now: of another view the first ones, and all of them in a render that follows. Rows that are on screen stay,
 * and what the server has drawn is taken over as a whole.
 */
export function useFirstRows(jobs: readonly Job[]): readonly Job[] {
  const long = jobs.length > firstRows ? jobs : none;
  // The rows with which the view began. Those of a later reply are the same ones, or most of them.
  const [before, setBegun] = useState(long);
  const isSame = before === long || haveCommon(before, long.slice(firstRows));
  if (!isSame) setBegun(long);
  const begun = isSame ? before : long;
  const isWhole = useIsHydrating() || begun === none;
  const drawn = useDeferredValue(begun, isWhole ? undefined : none);
  return drawn === begun ? jobs : jobs.slice(0, firstRows);
}

function haveCommon(jobs: readonly Job[], others: readonly Job[]): boolean {
  const ids = new Set(jobs.map(({ id }) => id));
  return others.some(({ id }) => ids.has(id));
}
