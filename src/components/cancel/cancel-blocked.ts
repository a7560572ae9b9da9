import type { Cancellation } from '../../../contract/cancel.ts';
import type { Job } from '../../../contract/job.ts';
import { canCancel } from '../../../contract/state.ts';
import { serverTime } from '../../lib/clock.ts';
import { shortTime } from '../../lib/format.ts';
import type { Translate } from '../../lib/translate.ts';

/**
 * The reason why a job cannot be cancelled, to show beside the disabled control; null when it can be tried. `forbidden`
 * is the reason that lies in the session, if any; one that lies in the job comes first.
 */
export function cancelBlocked(job: Job, forbidden: string | null, t: Translate): string | null {
  if (!canCancel(job.state)) return t(`cancel.blocked.${job.state}`);
  return forbidden;
}

/** Why a second cancel would bring nothing new while this one is not settled. Short: on the job's page a second line would move what is below. */
export function cancelPending(open: Cancellation, t: Translate, language: string): string {
  return t('cancel.pending', { time: shortTime(open.requestedAt, serverTime(), language) });
}
