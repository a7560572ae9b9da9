import { NativeSelect } from '@mantine/core';
import { type JobType, jobTypes } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import classes from './RangeFilter.module.css';

type Props = { type: JobType | null; onChange: (type: JobType | null) => void };

/** Filters by the type of video. */
export function TypeFilter({ type, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      className={classes.range}
      aria-label={t('column.type')}
      value={type ?? ''}
      data={[
        { value: '', label: t('type.any') },
        ...jobTypes.map((value) => ({ value, label: t(`type.${value}`) })),
      ]}
      onChange={(event) =>
        onChange(jobTypes.find((value) => value === event.currentTarget.value) ?? null)
      }
    />
  );
}
