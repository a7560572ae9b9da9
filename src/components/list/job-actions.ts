import type { Job } from '../../../contract/job.ts';

/** What can be done with a job from its row. */
export type JobActions = {
  /** Opens the question whether to cancel. */
  cancel: (job: Job) => void;
  /** Why nobody here may cancel, in words; null when they may. */
  cancelForbidden: string | null;
};
