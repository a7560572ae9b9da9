import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobList } from '../../../contract/job.ts';
import { jobDetail } from '../../api/jobs.ts';
import { type HeldList, holdList, patchJobs, patchList } from './held-list.ts';

/** Most rows that are read one by one. A list with more of them is better read as a whole. */
const maxMissing = 10;

/**
 * Holds the rows of a list while its data moves. Newer rows are set during rendering, React's way for state that depends
 * on props: with an effect, rows and reply would differ for one frame.
 */
export function useHeldList(viewKey: string, list: JobList | undefined, live: boolean) {
  const [held, setHeld] = useState<HeldList>();
  let next = held;
  if (list !== undefined && (held === undefined || held.viewKey !== viewKey)) {
    next = holdList(viewKey, list);
  } else if (list !== undefined && held !== undefined && held.list !== list) {
    next = patchList(held, list);
  }
  const missing = useQueries({
    queries: (next?.missingIds ?? []).slice(0, maxMissing).map((id) => jobDetail(id, null, live)),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  if (next !== undefined) {
    // The cache may still have an older copy from the job's own page; it must not turn the row back.
    const { asOf } = next.list;
    const newer = missing.filter((job) => job.asOf >= asOf);
    if (newer.length > 0) next = patchJobs(next, newer);
  }
  if (next !== held) setHeld(next);
  return {
    held: next,
    /** Replaces the rows by those of the last reply. */
    showNew: () => {
      if (list !== undefined) setHeld(holdList(viewKey, list));
    },
  };
}
