import { useQuery } from '@tanstack/react-query';
import { jobList } from '../../api/jobs.ts';
import { type ListView, writeListView } from '../../lib/list-view.ts';
import { useLive } from '../../lib/preferences.ts';
import { useHeldList } from './use-held-list.ts';

/** A view's jobs: the rows on screen, and how reading them went. */
export function useJobList(view: ListView) {
  const live = useLive((state) => state.live);
  const { data, error, isPlaceholderData, refetch } = useQuery(jobList(view, live));
  const viewKey = writeListView(view);
  const { held, showNew } = useHeldList(viewKey, isPlaceholderData ? undefined : data, live);
  const isStale = held?.viewKey !== viewKey;
  return {
    /** The previous view's rows stay, dimmed, while the new ones load. Undefined when there are none, or loading failed. */
    held: isStale && error !== null ? undefined : held,
    /** True while the rows belong to the previous view. */
    isStale,
    error,
    retry: () => void refetch(),
    showNew,
  };
}

export type JobListState = ReturnType<typeof useJobList>;
