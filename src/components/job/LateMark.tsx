import { useTranslation } from '../../lib/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import classes from './LateMark.module.css';

/** The icon of late jobs alone, for use beside its word. */
export function LateIcon() {
  return <Icon name="late" className={classes.icon} />;
}

/** Marks a late job, by word, icon and ground: the only filled mark of a list. */
export function LateMark() {
  const { t } = useTranslation();
  return (
    <span className={classes.mark}>
      <Icon name="late" />
      {t('late.mark')}
    </span>
  );
}
