import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import type { Job } from '../../../contract/job.ts';
import classes from './JobTable.module.css';
import type { Features } from './table-features.ts';

type Props = {
  row: Row<Features, Job>;
  /** Only compared: other columns, or another language, draw every row again. */
  columns: unknown;
  /** Grows when the state changes, so that the highlight runs again. */
  change: number;
};

function JobRowCells({ row, change }: Props) {
  return (
    <tr role="row" data-changed={change === 0 ? undefined : change % 2}>
      {row.getAllCells().map((cell) => (
        <td key={cell.id} className={classes[cell.column.id]} role="cell">
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  );
}

/** A job's row. The table makes new row objects for every reply; a job that did not change is not drawn again. */
export const JobRow = memo(
  JobRowCells,
  (before, after) =>
    before.row.original === after.row.original &&
    before.columns === after.columns &&
    before.change === after.change,
);
