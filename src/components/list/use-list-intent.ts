import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { jobList } from '../../api/job-list.ts';
import type { ListView } from '../../lib/list-view.ts';

/** Milliseconds for which an answer waits for its click. An older one would show rows of a moment that is over. */
const keptMs = 10_000;

/** Tells that a change of the view is likely, when the pointer is on its control. */
export type ListIntent = (change: Partial<ListView>) => void;

/** Asks for the view that a change leads to before it is chosen, so that its rows are there with the click. */
export function useListIntent(view: ListView): ListIntent {
  const client = useQueryClient();
  return useCallback(
    (change) =>
      void client.prefetchQuery({ ...jobList({ ...view, page: 1, ...change }), gcTime: keptMs }),
    [client, view],
  );
}
