import { IconMovieOff } from '@tabler/icons-react';
import { Button, buttonClass } from '../../components/ui/Button.tsx';
import { ListLink } from '../../components/ui/ListLink.tsx';
import { Notice } from '../../components/ui/Notice.tsx';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './UnknownJob.module.css';

type Props = {
  /** Path of the list with its filters. */
  list: string;
  onRetry: () => void;
};

/** The page of a job that MetaStudio does not know: not a failure, so it is neutral, with the way back first. */
export function UnknownJob({ list, onRetry }: Props) {
  const { t } = useTranslation();
  return (
    <Notice
      heading="h1"
      icon={<IconMovieOff size={26} stroke={1.6} />}
      title={t('job.notFound')}
      action={
        <span className={classes.actions}>
          <ListLink className={buttonClass()} to={list}>
            {t('notFound.action')}
          </ListLink>
          <Button kind="quiet" onClick={onRetry}>
            {t('problem.retry')}
          </Button>
        </span>
      }
    >
      {t('problem.job_not_found')}
    </Notice>
  );
}
