import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Job, JobDetail, JobList, ListChange } from '../../../contract/job.ts';
import { earliestJobTime } from '../../../contract/job-query.ts';
import { isTerminal } from '../../../contract/state.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { type News, useStream } from '../../api/use-stream.ts';

/** Reads a job again when the stream tells of a change, as long as it has not ended. */
export function useJobNews(id: string): News {
  const client = useQueryClient();
  const queryKey = queryKeys.jobDetail(id);
  const { data: isMoving = false } = useQuery<JobDetail, Error, boolean>({
    queryKey,
    queryFn: skipToken,
    select: ({ state }) => !isTerminal(state),
  });
  return useStream(isMoving ? id : null, {
    path: () =>
      `/api/stream?${new URLSearchParams({ jobId: id, since: earliestJobTime, limit: '1' })}`,
    onEvent: (type, data) => {
      const shown = client.getQueryData<JobDetail>(queryKey);
      if (shown !== undefined && isNews(shown, type, data)) {
        void client.invalidateQueries({ queryKey });
      }
    },
  });
}

/** Whether an event tells of something that the page does not show yet. */
function isNews(shown: JobDetail, type: string | null, data: string): boolean {
  if (type === 'view') {
    const { jobs }: JobList = JSON.parse(data);
    return jobs.some((job) => differs(job, shown));
  }
  const { changed, gone }: ListChange = JSON.parse(data);
  return gone.length > 0 || changed.some((job) => differs(job, shown));
}

function differs(job: Job, shown: Job): boolean {
  // It changes a little with every job that ends: only its beginning and its end are news.
  if ((job.usual === null) !== (shown.usual === null)) return true;
  return (['state', 'updatedAt', 'startedAt', 'endedAt', 'name', 'late'] as const).some(
    (field) => job[field] !== shown[field],
  );
}
