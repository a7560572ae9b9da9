import { NativeSelect } from '@mantine/core';
import {
  type SortDirection,
  type SortKey,
  sortDirections,
  sortKeys,
} from '../../../../contract/job-query.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import classes from './SortPicker.module.css';

type Sort = { sort: SortKey; dir: SortDirection };
type Props = Sort & { onChange: (sort: Sort) => void };

const optionValue = (sort: SortKey, dir: SortDirection): `${SortKey}-${SortDirection}` =>
  `${sort}-${dir}`;

const options = sortKeys.flatMap((sort) =>
  sortDirections.map((dir) => ({ sort, dir, value: optionValue(sort, dir) })),
);

/** Sorts the list, also by what has no column of its own. */
export function SortPicker({ sort, dir, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      className={classes.picker}
      aria-label={t('sort.label')}
      value={optionValue(sort, dir)}
      data={options.map(({ value }) => ({ value, label: t(`sort.${value}`) }))}
      onChange={(event) => {
        const chosen = options.find(({ value }) => value === event.currentTarget.value);
        if (chosen !== undefined) onChange({ sort: chosen.sort, dir: chosen.dir });
      }}
    />
  );
}
