import '@mantine/core/styles/Input.layer.css';
import { Textarea } from '@mantine/core';
import { type Cancellation, maxReasonLength } from '../../../contract/cancel.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './CancelDialog.module.css';

type Props = {
  /** An unconfirmed cancel that may be tried again. */
  earlier: Cancellation | undefined;
  reason: string;
  onReason: (reason: string) => void;
};

/** What a cancel means, and the field for its reason. */
export function CancelQuestion({ earlier, reason, onReason }: Props) {
  const { t, language } = useTranslation();
  return (
    <>
      <p className={classes.text}>
        {earlier === undefined
          ? t('cancel.warning')
          : t('cancel.againWarning', { time: fullTime(earlier.requestedAt, language) })}
      </p>
      <Textarea
        label={t('cancel.reason')}
        description={t('cancel.reasonHint', { count: maxReasonLength - reason.length })}
        maxLength={maxReasonLength}
        autosize={false}
        rows={2}
        value={reason}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </>
  );
}
