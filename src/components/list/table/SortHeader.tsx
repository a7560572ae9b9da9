import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SortDirection, SortKey } from '../../../../contract/job-query.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import classes from './SortHeader.module.css';

type Props = {
  sort: SortKey;
  /** Null while the list is sorted by another column. */
  direction: SortDirection | null;
  onSort: (direction: SortDirection) => void;
  className: string | undefined;
  children: ReactNode;
};

const icons = { none: IconArrowsSort, asc: IconArrowUp, desc: IconArrowDown };
const ariaSort = { none: 'none', asc: 'ascending', desc: 'descending' } as const;

/** What the first click on a column sorts by; the next one reverses. */
const first: Record<SortKey, SortDirection> = {
  created: 'desc',
  updated: 'desc',
  name: 'asc',
  length: 'desc',
  waited: 'desc',
  production: 'desc',
};

/** The header of a sortable column; its tooltip says what a click does. */
export function SortHeader({ sort, direction, onSort, className, children }: Props) {
  const { t } = useTranslation();
  const next = direction === null ? first[sort] : direction === 'desc' ? 'asc' : 'desc';
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
        title={t(`sort.${sort}-${next}`)}
        onClick={() => onSort(next)}
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
