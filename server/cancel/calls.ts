import type { JobType } from '../../contract/job.ts';
import type { CancelAccepted } from '../metastudio/client.ts';
import type { ReadJob } from './read-back.ts';

/** What is asked of MetaStudio for an app user. */
export type CancelCalls = {
  read: ReadJob;
  /** Sends the request, once. @throws UpstreamFault */
  send: (type: JobType, jobId: string) => Promise<CancelAccepted>;
  /** Whether the job is known to be one that the app user sees. */
  knows: (jobId: string) => boolean;
  /** Does nothing for a job that the app user sees. @throws UpstreamFault `job_not_found` for another one */
  assertSeen: (jobId: string) => Promise<void>;
};
