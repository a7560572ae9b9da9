import { useQuery, useQueryClient } from '@tanstack/react-query';
import { jobList, listStreamPath, showLatest, takeListEvent } from '../../api/job-list.ts';
import type { StreamStatus } from '../../api/stream.ts';
import { useStream } from '../../api/use-stream.ts';
import { type ListView, writeListView } from '../../lib/list-view.ts';
import { useLive } from '../../lib/preferences.ts';
import { useStateChanges } from './state-changes.ts';

/** A view's jobs: the rows on screen, and how reading them went. */
export function useJobList(view: ListView) {
  const client = useQueryClient();
  const live = useLive((state) => state.live);
  const { data, error, isPlaceholderData, refetch } = useQuery(jobList(view));
  const viewKey = writeListView(view);
  // Another order is another stream. MetaStudio has none for what only it can answer.
  const order = live && !isPlaceholderData && data?.source === 'mirror' && data.anchor?.version;
  const streamKey = typeof order === 'string' ? `${viewKey} ${order}` : null;
  const stream = useStream(streamKey, {
    path: () => listStreamPath(client, view),
    onEvent: (type, event) => takeListEvent(client, view, type, event),
  });
  const changes = useStateChanges(viewKey, isPlaceholderData ? undefined : data?.jobs);
  return {
    /** The previous view's rows stay, dimmed, while the new ones load. Undefined when there are none, or loading failed. */
    list: isPlaceholderData && error !== null ? undefined : data,
    changes,
    /** True while the rows belong to the previous view. */
    isStale: isPlaceholderData,
    news: newsBy(live, streamKey === null ? 'down' : stream),
    error,
    retry: () => void refetch(),
    showLatest: () => showLatest(client, view),
  };
}

/** How the page learns of changes: by its stream or by asking; null while it is paused. */
export type News = StreamStatus | 'polls' | null;

function newsBy(live: boolean, stream: StreamStatus): News {
  if (!live) return null;
  return stream === 'down' ? 'polls' : stream;
}

export type JobListState = ReturnType<typeof useJobList>;
