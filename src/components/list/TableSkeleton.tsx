import { useTranslation } from '../../lib/i18n.ts';
import classes from './TableSkeleton.module.css';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The shape of the list while its first page is on the way. */
export function TableSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.skeleton} role="status">
      <span className="visually-hidden">{t('jobs.loading')}</span>
      {rows.map((row) => (
        <div key={row} className={classes.row} aria-hidden>
          <span className={classes.cover} />
          <span className={classes.name} />
          <span className={classes.state} />
          <span className={classes.time} />
        </div>
      ))}
    </div>
  );
}
