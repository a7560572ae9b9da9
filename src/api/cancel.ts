import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { CancelReply, CancelRequest, OpenCancellations } from '../../contract/cancel.ts';
import type { Job, JobDetail, JobList } from '../../contract/job.ts';
import { ApiError } from '../lib/api-error.ts';
import { getJson, sendJson } from './client.ts';
import { pollIntervals } from './polling.ts';
import { queryKeys } from './query-keys.ts';

/** Writes the newest reading of a job into every list and page that shows it. */
function patchJob(client: QueryClient, job: Job): void {
  client.setQueriesData<JobList>(
    { queryKey: queryKeys.jobLists },
    (list) =>
      list && { ...list, jobs: list.jobs.map((shown) => (shown.id === job.id ? job : shown)) },
  );
  client.setQueryData<JobDetail>(
    queryKeys.jobDetail(job.id),
    (detail) => detail && { ...detail, ...job },
  );
}

/** The cancels of all jobs that are not settled. One query for the whole list, apart from its stream: there are few. */
export const openCancellations = () =>
  queryOptions({
    queryKey: queryKeys.openCancellations,
    queryFn: (context) => getJson<OpenCancellations>('/api/cancellations', context),
    staleTime: pollIntervals.fast,
    refetchInterval: pollIntervals.odd,
  });

/** Reads everything again that shows a job. */
export function invalidateJob(client: QueryClient, jobId: string): void {
  const stale = [
    queryKeys.jobLists,
    queryKeys.jobDetail(jobId),
    queryKeys.cancellations(jobId),
    queryKeys.openCancellations,
  ];
  for (const queryKey of stale) void client.invalidateQueries({ queryKey });
}

/**
 * Cancels a job. The request is sent once and at once: with a retry, or parked until the network is back, a click made
 * offline would cancel a job hours later (docs/promises.md#offline). Nothing shows as cancelled before the reply says so.
 */
export const cancelJob = (client: QueryClient, jobId: string) =>
  mutationOptions({
    mutationKey: ['cancelJob', jobId],
    retry: false,
    networkMode: 'always',
    mutationFn: async (request: CancelRequest): Promise<CancelReply> => {
      const path = `/api/jobs/${encodeURIComponent(jobId)}/cancel`;
      const reply = await sendJson<CancelReply>('POST', path, request);
      if (reply === null) throw new ApiError('not_dailies', 204);
      return reply;
    },
    onSuccess: async ({ job }) => {
      await client.cancelQueries({ queryKey: queryKeys.jobLists });
      if (job !== null) patchJob(client, job);
    },
    // Not awaited: the outcome is shown now, however long these reads take.
    onSettled: () => invalidateJob(client, jobId),
  });
