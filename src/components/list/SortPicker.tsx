import { NativeSelect } from '@mantine/core';
import { useTranslation } from '../../lib/i18n.ts';
import { type ListView, type SortDirection, type SortKey, sortKeys } from '../../lib/list-view.ts';
import classes from './SortPicker.module.css';

type Sort = Pick<ListView, 'sort' | 'dir'>;
type Props = Sort & { onChange: (sort: Sort) => void };

const directions: readonly SortDirection[] = ['desc', 'asc'];
const value = (sort: SortKey, dir: SortDirection): `${SortKey}-${SortDirection}` =>
  `${sort}-${dir}`;

/** Sorting where the columns that sort have no room; hidden where they do. */
export function SortPicker({ sort, dir, onChange }: Props) {
  const { t } = useTranslation();
  const options = sortKeys.flatMap((key) =>
    directions.map((direction) => ({ sort: key, dir: direction, value: value(key, direction) })),
  );
  return (
    <NativeSelect
      className={classes.picker}
      aria-label={t('sort.label')}
      value={value(sort, dir)}
      data={options.map((option) => ({ value: option.value, label: t(`sort.${option.value}`) }))}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen !== undefined) onChange({ sort: chosen.sort, dir: chosen.dir });
      }}
    />
  );
}
