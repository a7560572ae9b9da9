import { useMemo } from 'react';
import type { Job } from '../../../contract/job.ts';
import { useCancelForbidden } from '../cancel/use-cancel-forbidden.ts';

/** What a row's menu can do with its job. */
export type JobActions = {
  /** Opens the dialog that cancels the job. */
  cancel: (job: Job) => void;
  /** Why this user may not cancel, in words; null when they may. */
  cancelForbidden: string | null;
};

/** The rows' actions: the same object until one changes, or every row would be drawn again. */
export function useJobActions(cancel: (job: Job) => void): JobActions {
  const cancelForbidden = useCancelForbidden();
  return useMemo(() => ({ cancel, cancelForbidden }), [cancel, cancelForbidden]);
}
