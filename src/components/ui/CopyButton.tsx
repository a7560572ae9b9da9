import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './CopyButton.module.css';
import { TextButton } from './TextButton.tsx';

type Props = {
  value: string;
  /** Name of the button, which shows an icon only: "Copy job ID". */
  label: string;
};

/** Copies a text and confirms it in place until the pointer or the focus leaves. */
export function CopyButton({ value, label }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <TextButton
      className={classes.copy}
      data-copied={copied || undefined}
      aria-label={label}
      title={label}
      onClick={copy}
      onBlur={() => setCopied(false)}
      onPointerLeave={() => setCopied(false)}
    >
      {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      <span role="status" className="visually-hidden">
        {copied ? t('copy.done') : ''}
      </span>
    </TextButton>
  );
}
