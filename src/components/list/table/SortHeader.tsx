import type { ReactNode } from 'react';
import type { SortDirection, SortKey } from '../../../../contract/job-query.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { Icon } from '../../ui/Icon.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { viewFormId } from '../element-ids.ts';
import classes from './SortHeader.module.css';

type Props = {
  sort: SortKey;
  /** Null while the list is sorted by another column. */
  direction: SortDirection | null;
  onSort: (direction: SortDirection) => void;
  onIntent: (direction: SortDirection) => void;
  className: string | undefined;
  children: ReactNode;
};

const icons = { none: 'sort', asc: 'up', desc: 'down' } as const;
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
export function SortHeader({ sort, direction, onSort, onIntent, className, children }: Props) {
  const { t } = useTranslation();
  const next = direction === null ? first[sort] : direction === 'desc' ? 'asc' : 'desc';
  return (
    <th
      className={className}
      scope="col"
      role="columnheader"
      aria-sort={ariaSort[direction ?? 'none']}
    >
      <TextButton
        className={classes.button}
        type="submit"
        form={viewFormId}
        name="sort"
        value={`${sort}-${next}`}
        title={t(`sort.${sort}-${next}`)}
        data-on={direction !== null}
        onPointerEnter={() => onIntent(next)}
        onPointerDown={() => onIntent(next)}
        onClick={() => onSort(next)}
      >
        {children}
        <Icon name={icons[direction ?? 'none']} className={classes.icon} />
      </TextButton>
    </th>
  );
}
