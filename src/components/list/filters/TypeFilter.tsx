import { type JobType, jobTypes } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { Select } from '../../ui/Select.tsx';

type Props = { type: JobType | null; onChange: (type: JobType | null) => void };

/** Filters by the type of video. */
export function TypeFilter({ type, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Select
      quiet
      name="type"
      aria-label={t('column.type')}
      value={type ?? ''}
      options={[
        { value: '' as const, label: t('type.any') },
        ...jobTypes.map((value) => ({ value, label: t(`type.${value}`) })),
      ]}
      onChange={(value) => onChange(value || null)}
    />
  );
}
