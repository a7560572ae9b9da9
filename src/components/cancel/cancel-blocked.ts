import type { TFunction } from 'i18next';
import type { Job } from '../../../contract/job.ts';
import { canCancel } from '../../../contract/state.ts';

/** Why a job cannot be cancelled, in words for beside the disabled control; null when it can be tried. */
export function cancelBlocked(job: Job, forbidden: string | null, t: TFunction): string | null {
  if (!canCancel(job.state)) return t(`cancel.blocked.${job.state}`);
  return forbidden;
}
