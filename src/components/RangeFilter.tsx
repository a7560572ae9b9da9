import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '../i18n.ts';
import { type ListView, rangePresets } from '../listView.ts';
import classes from './RangeFilter.module.css';

type Range = Pick<ListView, 'range' | 'since' | 'until'>;
type Props = Range & { onChange: (range: Range) => void };

/** When the jobs were created: a preset, or two dates of one's own (the browser's own calendar picks them). */
export function RangeFilter({ range, since, until, onChange }: Props) {
  const { t } = useTranslation();
  const [custom, setCustom] = useState(since !== '' || until !== '');
  const options = [
    ...rangePresets.map((value) => ({ value: String(value), label: t(`range.${value}`) })),
    { value: 'custom', label: t('range.custom') },
  ];
  const choose = (value: string) => {
    setCustom(value === 'custom');
    const preset = rangePresets.find((one) => one === value);
    if (preset !== undefined) onChange({ range: preset, since: '', until: '' });
  };
  return (
    <div className={classes.range}>
      <NativeSelect
        aria-label={t('range.label')}
        value={custom ? 'custom' : range}
        data={options}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {custom && (
        <>
          <TextInput
            type="date"
            aria-label={t('range.since')}
            value={since}
            max={until || undefined}
            onChange={(event) => onChange({ range, since: event.currentTarget.value, until })}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="date"
            aria-label={t('range.until')}
            value={until}
            min={since || undefined}
            onChange={(event) => onChange({ range, since, until: event.currentTarget.value })}
          />
        </>
      )}
    </div>
  );
}
