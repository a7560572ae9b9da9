import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SortDirection } from '../../../../contract/job-query.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import classes from './SortHeader.module.css';

type Props = {
  /** Null while the list is sorted by another column. */
  direction: SortDirection | null;
  onSort: (direction: SortDirection) => void;
  className: string | undefined;
  children: ReactNode;
};

const icons = { none: IconArrowsSort, asc: IconArrowUp, desc: IconArrowDown };
const ariaSort = { none: 'none', asc: 'ascending', desc: 'descending' } as const;

/** The header of a sortable column: the first click sorts newest first, the next one reverses. */
export function SortHeader({ direction, onSort, className, children }: Props) {
  const Icon = icons[direction ?? 'none'];
  return (
    <th
      className={className}
      scope="col"
      role="columnheader"
      aria-sort={ariaSort[direction ?? 'none']}
    >
      <TextButton
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
      </TextButton>
    </th>
  );
}
