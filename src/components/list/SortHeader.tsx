import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SortDirection } from '../../lib/list-view.ts';
import classes from './SortHeader.module.css';

type Props = {
  /** Null while another column sorts. */
  direction: SortDirection | null;
  onSort: (direction: SortDirection) => void;
  className: string | undefined;
  children: ReactNode;
};

/** A column's head that sorts: newest first, then the other way round. */
export function SortHeader({ direction, onSort, className, children }: Props) {
  const Icon =
    direction === null ? IconArrowsSort : direction === 'asc' ? IconArrowUp : IconArrowDown;
  const sorted = direction === null ? 'none' : direction === 'asc' ? 'ascending' : 'descending';
  return (
    <th className={className} scope="col" role="columnheader" aria-sort={sorted}>
      <button
        type="button"
        className={classes.button}
        onClick={() => onSort(direction === 'desc' ? 'asc' : 'desc')}
      >
        {children}
        <Icon
          size={14}
          stroke={2}
          aria-hidden
          className={classes.icon}
          data-on={direction !== null}
        />
      </button>
    </th>
  );
}
