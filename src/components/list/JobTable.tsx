import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Job } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { SortDirection, SortKey } from '../../lib/list-view.ts';
import { JobRow } from './JobRow.tsx';
import classes from './JobTable.module.css';
import type { JobActions } from './job-actions.ts';
import { jobColumns } from './job-columns.tsx';
import { SortHeader } from './SortHeader.tsx';
import { features } from './table-features.ts';

const jobId = (job: Job) => job.id;

type Props = {
  jobs: readonly Job[];
  sort: SortKey;
  dir: SortDirection;
  onSort: (sort: SortKey, dir: SortDirection) => void;
  /** Ids of jobs whose state has just changed, with a number that grows at each change. */
  changes: ReadonlyMap<string, number>;
  /** Dims the rows while another page is on its way. */
  loading: boolean;
  actions: JobActions;
};

/** The job list as a table; on narrow screens every row becomes a card, and stays a row to assistive technology. */
export function JobTable({ jobs, sort, dir, onSort, changes, loading, actions }: Props) {
  const { t, language } = useTranslation();
  const columns = useMemo(() => jobColumns(t, language, actions), [t, language, actions]);
  const table = useTable({ features, columns, data: jobs, getRowId: jobId });
  return (
    // Explicit roles: as cards the rows are laid out by a grid, which would take their meaning away.
    <table className={classes.table} role="table" aria-label={t('jobs.title')} aria-busy={loading}>
      <thead role="rowgroup">
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id} role="row">
            {group.headers.map((header) => {
              const key = header.column.id;
              return key === 'created' || key === 'updated' ? (
                <SortHeader
                  key={key}
                  className={classes[key]}
                  direction={key === sort ? dir : null}
                  onSort={(direction) => onSort(key, direction)}
                >
                  <table.FlexRender header={header} />
                </SortHeader>
              ) : (
                <th key={key} className={classes[key]} scope="col" role="columnheader">
                  <table.FlexRender header={header} />
                </th>
              );
            })}
          </tr>
        ))}
      </thead>
      <tbody role="rowgroup" data-loading={loading || undefined}>
        {table.getRowModel().rows.map((row) => (
          <JobRow key={row.id} row={row} columns={columns} change={changes.get(row.id) ?? 0} />
        ))}
      </tbody>
    </table>
  );
}
