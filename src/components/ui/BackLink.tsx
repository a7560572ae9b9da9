import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './BackLink.module.css';

/** Link back to the list. */
export function BackLink({ to }: { to: string }) {
  const { t } = useTranslation();
  return (
    <Link className={classes.back} to={to}>
      <IconArrowLeft size={16} aria-hidden />
      {t('job.back')}
    </Link>
  );
}
