import { useEffect } from 'react';
import { isFocusLost, takeOpenedJob } from '../../lib/focus.ts';
import { jobLinkId } from './element-ids.ts';

/**
 * Focuses the row of the job whose page was left for the list, once its rows are there. The scroll position is the
 * router's, so the row does not scroll into view.
 */
export function useReturnFocus(hasAllRows: boolean): void {
  useEffect(() => {
    if (!hasAllRows) return;
    const id = takeOpenedJob();
    if (id === null || !isFocusLost()) return;
    document.getElementById(jobLinkId({ id }))?.focus({ preventScroll: true });
  }, [hasAllRows]);
}
