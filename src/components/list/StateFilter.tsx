import type { JobCounts } from '../../../contract/job.ts';
import { type FilterState, filterStates } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { StateIcon } from '../job/StateBadge.tsx';
import classes from './StateFilter.module.css';

type Props = {
  chosen: readonly FilterState[];
  /** Undefined until counted. */
  counts: JobCounts['counts'] | undefined;
  onChange: (states: FilterState[]) => void;
};

/** One button a state with how many there are; several can be on, none means all. */
export function StateFilter({ chosen, counts, onChange }: Props) {
  const { t, language } = useTranslation();
  const number = new Intl.NumberFormat(language);
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const toggle = (state: FilterState) =>
    onChange(
      filterStates.filter((one) => (one === state ? !chosen.includes(one) : chosen.includes(one))),
    );
  const count = (value: number | undefined) => (
    <span className={classes.count}>{value === undefined ? '' : number.format(value)}</span>
  );
  return (
    <fieldset className={classes.group}>
      <legend className="visually-hidden">{t('filter.states')}</legend>
      <button
        type="button"
        className={classes.state}
        aria-pressed={chosen.length === 0}
        onClick={() => onChange([])}
      >
        {t('filter.all')} {count(all)}
      </button>
      {filterStates.map((state) => (
        <button
          key={state}
          type="button"
          className={classes.state}
          data-state={state}
          aria-pressed={chosen.includes(state)}
          onClick={() => toggle(state)}
        >
          <StateIcon state={state} size={15} />
          {t(`state.${state}`)} {count(counts?.[state])}
        </button>
      ))}
      {(counts?.UNKNOWN ?? 0) > 0 && (
        // MetaStudio can not be asked for states that it does not name, so this is told and not offered.
        <span className={classes.other}>
          {t('filter.other')} {count(counts?.UNKNOWN)}
        </span>
      )}
    </fieldset>
  );
}
