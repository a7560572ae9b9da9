import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type ListView, readListView, writeListView } from '../../lib/list-view.ts';

/** The view in the page's URL, and a function that changes it. Any change but that of the page returns to page 1. */
export function useListView(): [ListView, (change: Partial<ListView>) => void] {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => readListView(params), [params]);
  const change = useCallback(
    (part: Partial<ListView>) =>
      setParams((before) => writeListView({ ...readListView(before), page: 1, ...part }), {
        preventScrollReset: true,
      }),
    [setParams],
  );
  return [view, change];
}
