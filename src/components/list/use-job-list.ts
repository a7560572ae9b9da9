import { useQuery, useQueryClient } from '@tanstack/react-query';
import { jobList, showLatest } from '../../api/job-list.ts';
import { type ListView, writeListView } from '../../lib/list-view.ts';
import { useStateChanges } from './state-changes.ts';

/** A view's jobs: the rows on screen, and how reading them went. */
export function useJobList(view: ListView) {
  const client = useQueryClient();
  const { data, error, isPlaceholderData, refetch } = useQuery(jobList(view));
  const changes = useStateChanges(writeListView(view), isPlaceholderData ? undefined : data?.jobs);
  return {
    /** The previous view's rows stay, dimmed, while the new ones load. Undefined when there are none, or loading failed. */
    list: isPlaceholderData && error !== null ? undefined : data,
    changes,
    /** True while the rows belong to the previous view. */
    isStale: isPlaceholderData,
    error,
    retry: () => void refetch(),
    showLatest: () => showLatest(client, view),
  };
}

export type JobListState = ReturnType<typeof useJobList>;
