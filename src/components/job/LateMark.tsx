import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './LateMark.module.css';

/** The icon of late jobs alone, for use beside its word. */
export function LateIcon({ size = 14 }: { size?: number }) {
  return (
    <span className={classes.icon}>
      <IconClockExclamation size={size} stroke={2} aria-hidden />
    </span>
  );
}

/** Marks a late job, by word, icon and ground: the only filled mark of a list. */
export function LateMark() {
  const { t } = useTranslation();
  return (
    <span className={classes.mark}>
      <LateIcon />
      {t('late.mark')}
    </span>
  );
}
