import { useTranslation } from '../../../lib/i18n.ts';
import table from './JobTable.module.css';
import { columnIds } from './job-columns.tsx';
import classes from './TableSkeleton.module.css';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Placeholder of the table while the first page loads, with the table's own columns. */
export function TableSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status">
      <span className="visually-hidden">{t('jobs.loading')}</span>
      <table className={table.table} aria-hidden>
        <thead>
          <tr className={table.head}>
            {columnIds.map((id) => (
              <th key={id} className={table[id]}>
                {id === 'actions' ? null : t(`column.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row} className={table.row}>
              {columnIds.map((id) => (
                <td key={id} className={table[id]}>
                  {id === 'job' && <span className={classes.cover} />}
                  {id !== 'actions' && <span className={classes.bar} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
