import type { Job } from '../../contract/job.ts';

/** A waiting job as the mirror holds it, with some fields set. */
export function sampleJob(fields: Partial<Job> = {}): Job {
  const { state = 'WAITING' } = fields;
  return {
    id: 'job-1',
    name: 'Spring sale',
    type: '2d',
    state,
    rawState: state,
    createdAt: '2026-01-15T08:00:00.000Z',
    startedAt: null,
    endedAt: null,
    updatedAt: '2026-01-15T08:00:00.000Z',
    durationSeconds: null,
    assetId: null,
    cover: null,
    mediaBlocked: false,
    error: null,
    usual: null,
    late: false,
    ...fields,
  };
}
