import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Cancellations } from '../../contract/cancel.ts';
import type { JobCounts, JobDetail, JobList, JobType } from '../../contract/job.ts';
import type { JobMedia } from '../../contract/media.ts';
import { type ListView, listRequest } from '../lib/list-view.ts';
import { getJson } from './client.ts';
import { pollEvery, pollIntervals, pollJobEvery } from './polling.ts';

const jobPath = (id: string, type: JobType | null, part = '') =>
  `/api/jobs/${encodeURIComponent(id)}${part}${type === null ? '' : `?type=${type}`}`;

/** A page of the job list; `live` false stops the polling. The page before stays on screen while the next one loads. */
export const jobList = (view: ListView, live: boolean) =>
  queryOptions({
    queryKey: ['jobList', view],
    queryFn: ({ signal }) => getJson<JobList>(listRequest(view, Date.now()), signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => live && pollEvery(query.state.data?.jobs ?? [], Date.now()),
  });

/** How many jobs are in each state within a view's other filters. */
export const jobCounts = (view: ListView, live: boolean) => {
  // What does not change the counts does not belong into the key, or every page would count again.
  const { type, searchBy, search, range, since, until } = view;
  return queryOptions({
    queryKey: ['jobCounts', { type, searchBy, search, range, since, until }],
    queryFn: ({ signal }) => getJson<JobCounts>(listRequest(view, Date.now(), true), signal),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => {
      const counts = query.state.data?.counts;
      const moving = counts !== undefined && counts.WAITING + counts.PROCESSING > 0;
      return live && (moving ? pollIntervals.odd : pollIntervals.news);
    },
  });
};

/** One job with its script and settings, read again until it has ended. `type` is a hint that saves the proxy a search. */
export const jobDetail = (id: string, type: JobType | null, live: boolean) =>
  queryOptions({
    queryKey: ['jobDetail', id],
    queryFn: ({ signal }) => getJson<JobDetail>(jobPath(id, type), signal),
    refetchInterval: (query) => live && pollJobEvery(query.state.data, Date.now()),
  });

/** Links to a job's video and cover, signed at this moment. They are asked for anew by whoever needs a younger one. */
export const jobMedia = (id: string, type: JobType | null) =>
  queryOptions({
    queryKey: ['jobMedia', id],
    queryFn: ({ signal }) => getJson<JobMedia>(jobPath(id, type, '/media'), signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** What this dashboard knows of cancels of a job, read again while one of them is not settled. */
export const cancellations = (id: string) =>
  queryOptions({
    queryKey: ['cancellations', id],
    queryFn: ({ signal }) => getJson<Cancellations>(jobPath(id, null, '/cancellations'), signal),
    refetchInterval: (query) =>
      query.state.data?.cancellations.some((one) => one.settledAt === null) === true &&
      pollIntervals.fast,
  });
