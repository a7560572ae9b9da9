import type { Job, JobList } from '../../contract/job.ts';

/** A finished job. Tests change single fields of it. */
export const finished: Job = {
  id: 'job-1',
  name: '新品发布',
  type: '2d',
  state: 'SUCCEED',
  rawState: 'SUCCEED',
  createdAt: '2026-05-20T10:00:00Z',
  startedAt: '2026-05-20T10:01:00Z',
  endedAt: '2026-05-20T10:03:30Z',
  updatedAt: '2026-05-20T10:03:30Z',
  durationSeconds: 60,
  assetId: 'asset-1',
  cover: null,
  error: null,
};

/** A job in the queue. */
export const waiting: Job = {
  ...finished,
  state: 'WAITING',
  rawState: 'WAITING',
  startedAt: null,
  endedAt: null,
  updatedAt: '2026-05-20T10:00:00Z',
};

/** A reply of `GET /api/jobs` with these jobs. */
export function listOf(...jobs: Job[]): JobList {
  return {
    total: jobs.length,
    jobs,
    range: { since: '2026-04-20T10:00:00Z', until: null },
    asOf: '2026-05-20T10:05:00Z',
    stale: null,
    serverNow: '2026-05-20T10:05:00Z',
  };
}
