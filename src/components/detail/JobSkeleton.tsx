import { useTranslation } from '../../lib/i18n.ts';
import classes from './JobSkeleton.module.css';

type Props = {
  /** False below the header of a job that the list knows. */
  hasTitle?: boolean;
};

/** The shape of a job's page while it is loading. */
export function JobSkeleton({ hasTitle = true }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.skeleton} role="status">
      <span className="visually-hidden">{t('job.loading')}</span>
      {hasTitle && <span className={classes.title} aria-hidden />}
      <div className={classes.columns} aria-hidden>
        <span className={classes.stage} />
        <span />
      </div>
    </div>
  );
}
