import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import { isDay, type ListView, rangePresets } from '../../lib/list-view.ts';
import classes from './RangeFilter.module.css';

type Range = Pick<ListView, 'range' | 'since' | 'until'>;
type Props = Range & { onChange: (range: Range) => void };

/** When the jobs were created: a preset, or two dates of one's own (the browser's own calendar picks them). */
export function RangeFilter({ range, since, until, onChange }: Props) {
  const { t } = useTranslation();
  const dated = since !== '' || until !== '';
  // Choosing dates begins before there is one; when the range changes from elsewhere, that is over.
  const [picking, setPicking] = useState(dated);
  const [seen, setSeen] = useState(`${range} ${since} ${until}`);
  if (seen !== `${range} ${since} ${until}`) {
    setSeen(`${range} ${since} ${until}`);
    setPicking(dated);
  }
  const options = [
    ...rangePresets.map((value) => ({ value: String(value), label: t(`range.${value}`) })),
    { value: 'custom', label: t('range.custom') },
  ];
  const choose = (value: string) => {
    setPicking(value === 'custom');
    const preset = rangePresets.find((one) => one === value);
    if (preset !== undefined) onChange({ range: preset, since: '', until: '' });
  };
  return (
    <div className={classes.range}>
      <NativeSelect
        aria-label={t('range.label')}
        value={picking ? 'custom' : range}
        data={options}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {picking && (
        <>
          <DayField
            label={t('range.since')}
            day={since}
            max={until}
            onDay={(day) => onChange({ range, since: day, until })}
          />
          <span aria-hidden>–</span>
          <DayField
            label={t('range.until')}
            day={until}
            min={since}
            onDay={(day) => onChange({ range, since, until: day })}
          />
        </>
      )}
    </div>
  );
}

type DayProps = {
  label: string;
  day: string;
  min?: string;
  max?: string;
  onDay: (day: string) => void;
};

/** A date that counts when it is whole: while a year is being typed, the field has years like 0002. */
function DayField({ label, day, min = '', max = '', onDay }: DayProps) {
  const [typed, setTyped] = useState(day);
  const [seen, setSeen] = useState(day);
  if (seen !== day) {
    setSeen(day);
    setTyped(day);
  }
  const fits = (value: string) =>
    isDay(value) && (min === '' || value >= min) && (max === '' || value <= max);
  return (
    <TextInput
      type="date"
      aria-label={label}
      value={typed}
      min={min || undefined}
      max={max || undefined}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setTyped(value);
        if (fits(value)) onDay(value);
      }}
      onBlur={() => {
        if (typed === '' && day !== '') onDay('');
        else if (!fits(typed)) setTyped(day);
      }}
    />
  );
}
