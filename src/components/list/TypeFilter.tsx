import { NativeSelect } from '@mantine/core';
import type { JobType } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './RangeFilter.module.css';

type Props = { type: JobType | null; onChange: (type: JobType | null) => void };

/** Avatar or photo videos, or both. */
export function TypeFilter({ type, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      className={classes.range}
      aria-label={t('column.type')}
      value={type ?? ''}
      data={[
        { value: '', label: t('type.any') },
        { value: '2d', label: t('type.2d') },
        { value: 'photo', label: t('type.photo') },
      ]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange(value === '2d' || value === 'photo' ? value : null);
      }}
    />
  );
}
