import { useEffect, useRef, useState } from 'react';
import type { Cancellation, CancelOutcome } from '../../../contract/cancel.ts';
import type { Job } from '../../../contract/job.ts';
import type { ProblemSummary } from '../../../contract/problem.ts';
import type { ClientProblemCode } from '../../lib/api-error.ts';
import { isFocusLost } from '../../lib/focus.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { visibleName } from '../../lib/visible-name.ts';
import { Cover } from '../job/Cover.tsx';
import { StateBadge } from '../job/StateBadge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import classes from './CancelDialog.module.css';
import { CancelFailureText } from './CancelFailureText.tsx';
import { CancelOutcomeText } from './CancelOutcomeText.tsx';
import { CancelQuestion } from './CancelQuestion.tsx';
import { cancelBlocked } from './cancel-blocked.ts';

type Props = {
  /** Kept up to date: the job may start while the dialog is open. */
  job: Job;
  /** An unconfirmed cancel that may be tried again. */
  earlier: Cancellation | undefined;
  sending: boolean;
  /** Null before the reply. */
  outcome: CancelOutcome | null;
  problem: ProblemSummary | null;
  /** Who had asked before; null when this was the only request. */
  joinedBy: string | null;
  /** Set when the call failed and there is no outcome. */
  failed: ClientProblemCode | null;
  /** @param again whether the person knows of the earlier cancel */
  onConfirm: (reason: string, again: boolean) => void;
  onClose: () => void;
};

/** Asks whether to cancel, then shows the result. Closing it does not take a sent request back. */
export function CancelDialog({
  job,
  earlier,
  sending,
  outcome,
  problem,
  joinedBy,
  failed,
  onConfirm,
  onClose,
}: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const closeButton = useRef<HTMLButtonElement>(null);
  const hasResult = outcome !== null || failed !== null;
  const blocked = hasResult || sending ? null : cancelBlocked(job, null, t);
  const asking = !hasResult && !sending && blocked === null;
  useEffect(() => {
    // The job has started: the field and button that may have had the focus are gone.
    if (!asking && isFocusLost()) closeButton.current?.focus();
  }, [asking]);
  const titleOf = () => {
    if (hasResult) return t('cancel.resultTitle');
    return sending ? t('cancel.sendingTitle') : t('cancel.title');
  };
  const confirm = () => {
    // The confirm button is about to be taken away, which would drop the focus out of the dialog.
    closeButton.current?.focus();
    onConfirm(reason.trim(), earlier !== undefined);
  };
  return (
    <Dialog
      title={titleOf()}
      onClose={onClose}
      buttons={
        <>
          <Button ref={closeButton} onClick={onClose} data-autofocus>
            {asking ? t('cancel.keep') : t('dialog.close')}
          </Button>
          {asking && (
            <Button kind="danger" onClick={confirm}>
              {t(earlier === undefined ? 'cancel.action' : 'cancel.again')}
            </Button>
          )}
        </>
      }
    >
      <CancelledJob job={job} />
      <div role="status">
        {sending && <p className={classes.text}>{t('cancel.checking')}</p>}
        {blocked !== null && <p className={classes.warning}>{blocked}</p>}
        {outcome !== null && <CancelOutcomeText outcome={outcome} job={job} problem={problem} />}
        {joinedBy !== null && (
          <p className={classes.text}>{t('cancel.joined', { name: joinedBy })}</p>
        )}
        {failed !== null && <CancelFailureText code={failed} />}
      </div>
      {asking && <CancelQuestion earlier={earlier} reason={reason} onReason={setReason} />}
    </Dialog>
  );
}

function CancelledJob({ job }: { job: Job }) {
  const { t } = useTranslation();
  return (
    <div className={classes.job}>
      <Cover job={job} />
      <div className={classes.words}>
        <bdi className={classes.name}>{visibleName(job, t)}</bdi>
        <StateBadge state={job.state} rawState={job.rawState} />
      </div>
    </div>
  );
}
