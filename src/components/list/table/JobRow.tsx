import { FlexRender, type Row } from '@tanstack/react-table';
import { type MouseEvent, memo } from 'react';
import type { Job } from '../../../../contract/job.ts';
import { menuElementId } from '../element-ids.ts';
import classes from './JobTable.module.css';
import type { Features } from './table-features.ts';

type Props = {
  row: Row<Features, Job>;
  /** Not read, only compared: new columns, as after a change of language, draw every row again. */
  columns: unknown;
  /** How many times the state has changed; each change runs the highlight again. */
  changeCount: number;
};

type RowClick = MouseEvent<HTMLTableRowElement>;

/** The row's link, for a click on a text that lies over it, such as a time with a tooltip; null for a click on a control. */
function linkBelow({ target, currentTarget }: RowClick): HTMLAnchorElement | null {
  const isControl = target instanceof Element && target.closest('a, button') !== null;
  return isControl ? null : currentTarget.querySelector('a');
}

/** A click on such a text opens the job too, in a new tab like a link when a key says so, unless it ends a selection. */
function openByText(event: RowClick) {
  if (window.getSelection()?.isCollapsed === false) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) openInTab(event);
  else linkBelow(event)?.click();
}

function openInTab(event: RowClick) {
  const link = linkBelow(event);
  if (link !== null) window.open(link.href, '_blank', 'noopener');
}

/** The middle button opens a link in a new tab; on a text it would begin to scroll. */
function pressByText(event: RowClick) {
  if (event.button === 1 && linkBelow(event) !== null) event.preventDefault();
}

function JobRowCells({ row, changeCount }: Props) {
  return (
    <tr
      role="row"
      className={classes.row}
      data-state={row.original.state}
      data-changed={changeCount === 0 ? undefined : changeCount % 2}
      onClick={openByText}
      onMouseDown={pressByText}
      onAuxClick={(event) => {
        if (event.button === 1) openInTab(event);
      }}
    >
      {row.getAllCells().map((cell) => (
        <td
          key={cell.id}
          id={cell.column.id === 'actions' ? menuElementId(row.original) : undefined}
          className={classes[cell.column.id]}
          role="cell"
        >
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
