import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '@mantine/core/styles/Loader.layer.css';
import { Button, Modal, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { type CancelOutcome, maxReasonLength } from '../../../contract/cancel.ts';
import type { Job } from '../../../contract/job.ts';
import type { ProblemSummary } from '../../../contract/problem.ts';
import { canCancel, isMoving } from '../../../contract/state.ts';
import type { ClientProblemCode } from '../../lib/api-error.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Cover } from '../job/Cover.tsx';
import { StateBadge } from '../job/StateBadge.tsx';
import { ProblemText } from '../ui/ProblemText.tsx';
import classes from './CancelDialog.module.css';
import { CancelOutcomeText } from './CancelOutcomeText.tsx';

type Props = {
  /** As read last: it may start while the question is open. */
  job: Job;
  sending: boolean;
  /** Null until the job's own state has told. */
  outcome: CancelOutcome | null;
  problem: ProblemSummary | null;
  /** Set when the proxy itself could not be asked, so that nobody knows yet. */
  failed: ClientProblemCode | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
};

/** Answers of the proxy that come before anything can have been sent to MetaStudio. */
const notSent: readonly ClientProblemCode[] = [
  'unauthenticated',
  'forbidden',
  'invalid_request',
  'cross_site',
  'wrong_host',
  'unsupported_media_type',
  'too_large',
  'busy',
  'draining',
];

/** The question whether to cancel, then the answer in words. Closing it never takes a sent request back. */
export function CancelDialog({
  job,
  sending,
  outcome,
  problem,
  failed,
  onConfirm,
  onClose,
}: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const close = useRef<HTMLButtonElement>(null);
  const asking = outcome === null && failed === null;
  // Null while the question still makes sense; the job may start while it is open.
  const late =
    asking && !sending && !canCancel(job.state) ? t(`cancel.blocked.${job.state}`) : null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={asking ? t('cancel.title') : t('cancel.resultTitle')}
      closeButtonProps={{ 'aria-label': t('cancel.close') }}
      centered
      returnFocus={false}
      classNames={{ title: classes.title, inner: classes.inner }}
      // Inside the page's main part: at the body its heading would be a second banner.
      portalProps={{ target: '#content' }}
      size={480}
    >
      <div className={classes.job}>
        <Cover cover={job.cover} pending={isMoving(job.state)} />
        <div className={classes.words}>
          <bdi className={classes.name}>{job.name ?? job.id}</bdi>
          <StateBadge state={job.state} rawState={job.rawState} />
        </div>
      </div>
      <div role="status">
        {sending && <p className={classes.text}>{t('cancel.checking')}</p>}
        {late !== null && <p className={classes.warning}>{late}</p>}
        {outcome !== null && <CancelOutcomeText outcome={outcome} job={job} problem={problem} />}
        {failed !== null && (
          <>
            <p className={classes.warning}>
              {notSent.includes(failed) ? t('cancel.outcome.not_sent') : t('cancel.unknown')}
            </p>
            <ProblemText code={failed} />
          </>
        )}
      </div>
      {asking && !sending && late === null && (
        <>
          <p className={classes.text}>{t('cancel.warning')}</p>
          <Textarea
            label={t('cancel.reason')}
            description={t('cancel.reasonHint', { count: maxReasonLength - reason.length })}
            maxLength={maxReasonLength}
            autosize={false}
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
      <div className={classes.buttons}>
        <Button ref={close} variant="default" onClick={onClose} data-autofocus>
          {asking && !sending && late === null ? t('cancel.keep') : t('cancel.close')}
        </Button>
        {asking && late === null && (
          <Button
            color="red"
            loading={sending}
            onClick={() => {
              // The button is about to be disabled and would drop the focus out of the dialog.
              close.current?.focus();
              onConfirm(reason.trim());
            }}
          >
            {t('cancel.action')}
          </Button>
        )}
      </div>
    </Modal>
  );
}
