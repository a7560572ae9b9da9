import { useTranslation } from '../../lib/i18n.ts';
import classes from './TableSkeleton.module.css';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Placeholder of the table while the first page loads. */
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
