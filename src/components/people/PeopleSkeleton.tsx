import { useTranslation } from '../../lib/i18n.ts';
import classes from './PeopleSkeleton.module.css';

const rows = ['a', 'b', 'c', 'd', 'e'];

/** Placeholder of the people while they load. */
export function PeopleSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.skeleton}>
      <span className="visually-hidden">{t('people.loading')}</span>
      {rows.map((row) => (
        <div key={row} className={classes.row} aria-hidden>
          <span />
        </div>
      ))}
    </div>
  );
}
