import { useTable } from '@tanstack/react-table';
import { useMemo, useRef } from 'react';
import type { Job } from '../../../../contract/job.ts';
import type { SortDirection, SortKey } from '../../../../contract/job-query.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import type { JobActions } from '../use-job-actions.ts';
import { useReturnFocus } from '../use-return-focus.ts';
import { JobRow } from './JobRow.tsx';
import classes from './JobTable.module.css';
import { jobColumns } from './job-columns.tsx';
import { SortHeader } from './SortHeader.tsx';
import { features } from './table-features.ts';
import { useFirstRows } from './use-first-rows.ts';
import { type JobIntent, useRowLinks } from './use-row-links.ts';
import { useScrollMark } from './use-scroll-mark.ts';

const jobId = (job: Job) => job.id;

/** The columns that show what the list can be sorted by; SortPicker has the other sorts. */
const columnSorts: ReadonlyMap<string, SortKey> = new Map([
  ['job', 'name'],
  ['created', 'created'],
]);

type Props = {
  jobs: readonly Job[];
  sort: SortKey;
  dir: SortDirection;
  onSort: (sort: SortKey, dir: SortDirection) => void;
  /** The pointer is on what sorts so. */
  onIntent: (sort: SortKey, dir: SortDirection) => void;
  /** How many times each job's state has changed while it was on screen, by job id. */
  changeCounts: ReadonlyMap<string, number>;
  /** Dims the rows: they belong to the previous view. */
  isStale: boolean;
  jobIntent: JobIntent;
  actions: JobActions;
};

/** The job list as a table. Narrow screens show each row as a card, which stays a row for assistive technology. */
export function JobTable({
  jobs,
  sort,
  dir,
  onSort,
  onIntent,
  changeCounts,
  isStale,
  jobIntent,
  actions,
}: Props) {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  useScrollMark(body);
  const rowLinks = useRowLinks(jobs, jobIntent);
  const columns = useMemo(() => jobColumns(t, actions), [t, actions]);
  const rows = useFirstRows(jobs);
  const hasAllRows = rows.length === jobs.length;
  useReturnFocus(hasAllRows);
  const table = useTable({ features, columns, data: rows, getRowId: jobId });
  return (
    // Explicit roles: the layout as cards would take the table's meaning away.
    <table className={classes.table} role="table" aria-label={t('jobs.title')} aria-busy={isStale}>
      <thead role="rowgroup">
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id} className={classes.head} role="row">
            {group.headers.map((header) => {
              const key = header.column.id;
              const columnSort = columnSorts.get(key);
              return columnSort !== undefined ? (
                <SortHeader
                  key={key}
                  className={classes[key]}
                  sort={columnSort}
                  direction={columnSort === sort ? dir : null}
                  onSort={(direction) => onSort(columnSort, direction)}
                  onIntent={(direction) => onIntent(columnSort, direction)}
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
      <tbody
        ref={body}
        role="rowgroup"
        data-stale={isStale || undefined}
        // The place of all rows: the page is scrolled to where it was before they are drawn.
        style={hasAllRows ? undefined : { minHeight: `calc(${jobs.length} * var(--row-height))` }}
        {...rowLinks}
      >
        {table.getRowModel().rows.map((row) => (
          <JobRow
            key={row.id}
            row={row}
            columns={columns}
            changeCount={changeCounts.get(row.id) ?? 0}
          />
        ))}
      </tbody>
    </table>
  );
}
