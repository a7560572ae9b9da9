import {
  type SortDirection,
  type SortKey,
  sortDirections,
  sortKeys,
} from '../../../../contract/job-query.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { Select } from '../../ui/Select.tsx';

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
    <Select
      quiet
      name="sort"
      aria-label={t('sort.label')}
      value={optionValue(sort, dir)}
      options={options.map(({ value }) => ({ value, label: t(`sort.${value}`) }))}
      onChange={(value) => {
        const chosen = options.find((option) => option.value === value);
        if (chosen !== undefined) onChange({ sort: chosen.sort, dir: chosen.dir });
      }}
    />
  );
}
