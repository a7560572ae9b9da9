import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './BackLink.module.css';
import { ListLink } from './ListLink.tsx';

/** Link back to the list, above the content of a page. */
export function BackLink({ to }: { to: string }) {
  const { t } = useTranslation();
  return (
    <ListLink className={classes.back} to={to}>
      <IconArrowLeft size={16} aria-hidden />
      {t('job.back')}
    </ListLink>
  );
}
