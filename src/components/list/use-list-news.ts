import { useQueryClient } from '@tanstack/react-query';
import type { JobList } from '../../../contract/job.ts';
import { listStreamPath, takeListEvent } from '../../api/job-list.ts';
import { type News, useStream } from '../../api/use-stream.ts';
import { type ListView, writeListView } from '../../lib/list-view.ts';

/**
 * Keeps a list up to date by its stream. It belongs where the news is shown: when it changes, no row is drawn again.
 *
 * @param list the list that is shown for the view; undefined while that is another view's
 */
export function useListNews(view: ListView, list: JobList | undefined): News {
  const client = useQueryClient();
  // Another order is another stream. MetaStudio has none for what only it can answer.
  const order = list?.source === 'mirror' ? list.anchor?.version : undefined;
  const streamKey = order !== undefined ? `${writeListView(view)} ${order}` : null;
  return useStream(streamKey, {
    path: () => listStreamPath(client, view),
    onEvent: (type, event) => takeListEvent(client, view, type, event),
  });
}
