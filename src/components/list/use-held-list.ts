import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobList } from '../../../contract/job.ts';
import { jobDetail } from '../../api/jobs.ts';
import { type HeldList, holdList, patchJobs, patchList } from './held-list.ts';

/** Rows that are read one by one at the most; a list that loses more than these is best looked at anew. */
const MAX_LEFT = 10;

/**
 * Holds the rows of a list still while its data moves. State that follows from the newest reply is set while drawing, as
 * React has it for state that depends on props, so nobody ever sees the rows and the reply disagree.
 */
export function useHeldList(question: string, list: JobList | undefined, live: boolean) {
  const [held, setHeld] = useState<HeldList>();
  let next = held;
  if (list !== undefined && (held === undefined || held.question !== question)) {
    next = holdList(question, list);
  } else if (list !== undefined && held !== undefined && held.list !== list) {
    next = patchList(held, list);
  }
  const left = useQueries({
    queries: (next?.left ?? []).slice(0, MAX_LEFT).map((id) => jobDetail(id, null, live)),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  if (next !== undefined) {
    // A page of the job that was open before may have left an older copy; it must not turn the row back.
    const { asOf } = next.list;
    const newer = left.filter((job) => job.asOf >= asOf);
    if (newer.length > 0) next = patchJobs(next, newer);
  }
  if (next !== held) setHeld(next);
  return {
    held: next,
    /** Takes in everything that has arrived. */
    takeIn: () => {
      if (list !== undefined) setHeld(holdList(question, list));
    },
  };
}
