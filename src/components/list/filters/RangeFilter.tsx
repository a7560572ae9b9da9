import { useState } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { type ListView, rangePresets } from '../../../lib/list-view.ts';
import { isDay } from '../../../lib/local-day.ts';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import classes from './RangeFilter.module.css';

type Range = Pick<ListView, 'range' | 'since' | 'until'>;
type Props = Range & {
  /** True for a search by id, which has no presets: it covers all time unless dates are chosen. */
  isIdSearch: boolean;
  onChange: (range: Range) => void;
};

/** The range of creation time: a preset, or two dates by the browser's date picker. */
export function RangeFilter({ range, since, until, isIdSearch, onChange }: Props) {
  const { t } = useTranslation();
  const hasDates = since !== '' || until !== '';
  // The date fields open before a date is chosen; a range that changes elsewhere closes them.
  const [isPicking, setIsPicking] = useState(hasDates);
  const [seen, setSeen] = useState(`${range} ${since} ${until}`);
  if (seen !== `${range} ${since} ${until}`) {
    setSeen(`${range} ${since} ${until}`);
    setIsPicking(hasDates);
  }
  const presets = isIdSearch ? (['all'] as const) : rangePresets;
  const options = [
    ...presets.map((value) => ({ value: String(value), label: t(`range.${value}`) })),
    { value: 'custom', label: t('range.custom') },
  ];
  const choose = (value: string) => {
    setIsPicking(value === 'custom');
    const preset = isIdSearch ? range : rangePresets.find((one) => one === value);
    if (value !== 'custom' && preset !== undefined)
      onChange({ range: preset, since: '', until: '' });
  };
  return (
    <div className={classes.range}>
      <Select
        quiet
        name="range"
        aria-label={t('range.label')}
        value={isPicking ? 'custom' : isIdSearch ? 'all' : range}
        options={options}
        onChange={choose}
      />
      {isPicking && (
        <>
          <DayField
            name="since"
            label={t('range.since')}
            day={since}
            max={until}
            onDay={(day) => onChange({ range, since: day, until })}
          />
          <span aria-hidden>–</span>
          <DayField
            name="until"
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
  name: 'since' | 'until';
  label: string;
  day: string;
  min?: string;
  max?: string;
  onDay: (day: string) => void;
};

/** A date field that reports complete dates only: while a year is being typed, its value has years like 0002. */
function DayField({ name, label, day, min = '', max = '', onDay }: DayProps) {
  const [typed, setTyped] = useState(day);
  const [seen, setSeen] = useState(day);
  if (seen !== day) {
    setSeen(day);
    setTyped(day);
  }
  const isValid = (value: string) =>
    isDay(value) && (min === '' || value >= min) && (max === '' || value <= max);
  return (
    <TextField
      type="date"
      name={name}
      aria-label={label}
      value={typed}
      min={min || undefined}
      max={max || undefined}
      onText={(value) => {
        setTyped(value);
        if (isValid(value)) onDay(value);
      }}
      onBlur={() => {
        if (typed === '' && day !== '') onDay('');
        else if (!isValid(typed)) setTyped(day);
      }}
    />
  );
}
