import type { Job } from '../../../contract/job.ts';
import { canCancel } from '../../../contract/state.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './CancelPending.module.css';
import { useOpenCancel } from './open-cancels.ts';

/** Marks a job whose cancel was sent and is not confirmed; nothing for any other. */
export function CancelPending({ job }: { job: Pick<Job, 'id' | 'state'> }) {
  const { t, language } = useTranslation();
  const open = useOpenCancel(job.id);
  // Of any other state the outcome is known, before it is recorded.
  if (open === undefined || !canCancel(job.state)) return null;
  return (
    <span
      className={classes.mark}
      title={t('cancel.pending', { time: fullTime(open.requestedAt, language) })}
    >
      {t('cancel.pendingShort')}
    </span>
  );
}
