import { queryOptions } from '@tanstack/react-query';
import type { Cancellations } from '../../contract/cancel.ts';
import type { JobDetail, JobRaw, JobType } from '../../contract/job.ts';
import type { JobMedia } from '../../contract/media.ts';
import { getJson } from './client.ts';
import { shareDetail } from './newer-job.ts';
import { pollIntervals, pollJobEvery } from './polling.ts';
import { queryKeys } from './query-keys.ts';

const jobPath = (id: string, type: JobType | null, part = '', query = {}) => {
  const search = new URLSearchParams({ ...(type === null ? {} : { type }), ...query }).toString();
  return `/api/jobs/${encodeURIComponent(id)}${part}${search && `?${search}`}`;
};

/** One job with its script and settings, asked for again and again while `poll` until it has ended. A known `type` saves the proxy a search. */
export const jobDetail = (id: string, type: JobType | null, poll = false) =>
  queryOptions({
    queryKey: queryKeys.jobDetail(id),
    queryFn: (context) => getJson<JobDetail>(jobPath(id, type), context),
    structuralSharing: shareDetail,
    refetchInterval: (query) => poll && pollJobEvery(query.state.data, Date.now()),
  });

/** Links to a job's video and cover, signed when they are read. They are read again on demand only, by a refetch. */
export const jobMedia = (id: string, type: JobType | null) =>
  queryOptions({
    queryKey: queryKeys.jobMedia(id),
    queryFn: (context) => getJson<JobMedia>(jobPath(id, type, '/media'), context),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** The same with what the proxy finds at the store. It takes up to 5 s longer, and is asked for after a failure only. */
export const jobMediaCheck = (id: string, type: JobType | null) =>
  queryOptions({
    queryKey: queryKeys.jobMediaCheck(id),
    queryFn: (context) => getJson<JobMedia>(jobPath(id, type, '/media', { check: true }), context),
    staleTime: 0,
    gcTime: 0,
  });

/** A job as MetaStudio sends it, read when it is shown and not kept. */
export const jobRaw = (id: string, type: JobType | null) =>
  queryOptions({
    queryKey: queryKeys.jobRaw(id),
    queryFn: (context) => getJson<JobRaw>(jobPath(id, type, '/raw'), context),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** The cancels of a job that this dashboard has on record, polled while one of them is not settled. */
export const cancellations = (id: string) =>
  queryOptions({
    queryKey: queryKeys.cancellations(id),
    queryFn: (context) => getJson<Cancellations>(jobPath(id, null, '/cancellations'), context),
    refetchInterval: (query) =>
      query.state.data?.cancellations.some(({ settledAt }) => settledAt === null) === true &&
      pollIntervals.fast,
  });
