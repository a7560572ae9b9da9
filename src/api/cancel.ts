import { mutationOptions, type QueryClient } from '@tanstack/react-query';
import type { CancelReply, CancelRequest } from '../../contract/cancel.ts';
import type { Job, JobDetail, JobList } from '../../contract/job.ts';
import { ApiError } from '../lib/api-error.ts';
import { sendJson } from './client.ts';

/** Puts a job as it was read last into every list and page that shows it. */
function patchJob(client: QueryClient, job: Job): void {
  client.setQueriesData<JobList>({ queryKey: ['jobList'] }, (list) =>
    list === undefined
      ? list
      : { ...list, jobs: list.jobs.map((shown) => (shown.id === job.id ? job : shown)) },
  );
  client.setQueryData<JobDetail>(['jobDetail', job.id], (detail) =>
    detail === undefined ? detail : { ...detail, ...job },
  );
}

/** Has everything that shows a job read it again. */
export function readAgain(client: QueryClient, jobId: string): void {
  for (const queryKey of [
    ['jobList'],
    ['jobCounts'],
    ['jobDetail', jobId],
    ['cancellations', jobId],
  ]) {
    void client.invalidateQueries({ queryKey });
  }
}

/**
 * Cancels a job. Sent once and at once: no retry, and no parking until the network is back, or a click made offline would
 * cancel a job hours later (reliability finding 6). Nothing is shown as cancelled before the reply says so.
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
      await client.cancelQueries({ queryKey: ['jobList'] });
      if (job !== null) patchJob(client, job);
    },
    // Not waited for: the outcome must be told now, however long the reads take.
    onSettled: () => readAgain(client, jobId),
  });
