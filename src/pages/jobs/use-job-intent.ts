import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { jobDetail, jobMedia } from '../../api/jobs.ts';
import type { JobIntent } from '../../components/list/table/use-row-links.ts';

/** Milliseconds for which an answer waits for the page that shows it. */
const keptMs = 10_000;

/**
 * Loads the code of a job's page while the pointer is on its way to a row, and the job itself when the row is pressed: for
 * each row that the pointer only passes, MetaStudio would be asked in vain.
 *
 * @param loadPage loads the code; the same function every time
 */
export function useJobIntent(loadPage: () => Promise<unknown>): JobIntent {
  const client = useQueryClient();
  return useMemo(
    () => ({
      // When that fails, the page tries again as it opens, and tells.
      near: () =>
        loadPage().then(
          () => true,
          () => false,
        ),
      press: ({ id, type, state }) => {
        void client.prefetchQuery({ ...jobDetail(id, type), gcTime: keptMs });
        if (state === 'SUCCEED') {
          void client.prefetchQuery({ ...jobMedia(id, type), gcTime: keptMs });
        }
      },
    }),
    [client, loadPage],
  );
}
