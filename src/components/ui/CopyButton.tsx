import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './CopyButton.module.css';

type Props = {
  value: string;
  /** What is copied, for who cannot see the icon: "Copy job id". */
  label: string;
};

/** Copies a text and says so, in its own place. */
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
    <button
      type="button"
      className={classes.button}
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
    </button>
  );
}
