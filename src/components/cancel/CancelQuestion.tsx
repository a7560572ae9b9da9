import '@mantine/core/styles/Input.layer.css';
import { Textarea } from '@mantine/core';
import { maxReasonLength } from '../../../contract/cancel.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './CancelDialog.module.css';

type Props = { reason: string; onReason: (reason: string) => void };

/** What a cancel means, and the field for its reason. */
export function CancelQuestion({ reason, onReason }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <p className={classes.text}>{t('cancel.warning')}</p>
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
