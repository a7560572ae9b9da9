import { FlexRender, type Row } from '@tanstack/react-table';
import { type MouseEvent, memo } from 'react';
import type { Job } from '../../../../contract/job.ts';
import classes from './JobTable.module.css';
import type { Features } from './table-features.ts';

type Props = {
  row: Row<Features, Job>;
  /** Not read, only compared: new columns, as after a change of language, draw every row again. */
  columns: unknown;
  /** How many times the state has changed; each change runs the highlight again. */
  changeCount: number;
};

/**
 * A click on a text that lies over the stretched link, such as a time with a tooltip, opens the job too, unless it ends a
 * selection.
 */
function openByText({ target, currentTarget }: MouseEvent<HTMLTableRowElement>) {
  const isControl = target instanceof Element && target.closest('a, button') !== null;
  if (isControl || window.getSelection()?.isCollapsed === false) return;
  currentTarget.querySelector('a')?.click();
}

function JobRowCells({ row, changeCount }: Props) {
  return (
    <tr
      role="row"
      data-changed={changeCount === 0 ? undefined : changeCount % 2}
      onClick={openByText}
    >
      {row.getAllCells().map((cell) => (
        <td key={cell.id} className={classes[cell.column.id]} role="cell">
          <FlexRender cell={cell} />
        </td>
      ))}
    </tr>
  );
}

/** A job's row. It is drawn again only for a changed job: TanStack Table makes new row objects for every reply. */
export const JobRow = memo(
  JobRowCells,
  (before, after) =>
    before.row.original === after.row.original &&
    before.columns === after.columns &&
    before.changeCount === after.changeCount,
);
