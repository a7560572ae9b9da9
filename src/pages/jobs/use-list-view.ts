import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { jobList } from '../../api/job-list.ts';
import { type ListView, readListView, writeListView } from '../../lib/list-view.ts';
import { nextFrame } from '../../lib/next-frame.ts';

/**
 * Milliseconds that the rows on screen stay as they are, while those of another view are on their way. Most are there by
 * then, and are drawn once; to dim the old ones first would be as much work again. Longer would delay the answer to a click on a
 * slow network.
 */
const patienceMs = 50;

/** The view in the page's URL, and a function that changes it. Any change but that of the page returns to page 1. */
export function useListView(): [ListView, (change: Partial<ListView>) => void] {
  const client = useQueryClient();
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => readListView(params), [params]);
  // What was chosen last: the next choice may come before its rows.
  const chosen = useRef(view);
  useEffect(() => {
    chosen.current = view;
    return () => {
      // A change that still waits is out of date: of another view, or of a page that is not there any more.
      chosen.current = { ...view };
    };
  }, [view]);
  const change = useCallback(
    async (part: Partial<ListView>) => {
      const next = { ...chosen.current, page: 1, ...part };
      chosen.current = next;
      const rows = jobList(next);
      const isThere = client.getQueryData(rows.queryKey) !== undefined;
      const patience = new Promise((resolve) => setTimeout(resolve, patienceMs));
      const reply = isThere ? undefined : Promise.race([client.prefetchQuery(rows), patience]);
      await Promise.all([nextFrame(), reply]);
      if (chosen.current !== next) return;
      setParams(writeListView(next), { preventScrollReset: true, flushSync: true });
    },
    [client, setParams],
  );
  return [view, (part) => void change(part)];
}
