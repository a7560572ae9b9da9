import type { Counts } from '../../../../contract/job.ts';
import { type FilterState, filterStates } from '../../../../contract/state.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { StateIcon } from '../../job/StateBadge.tsx';
import classes from './StateFilter.module.css';

type Props = {
  chosen: readonly FilterState[];
  /** Undefined until they are read. */
  counts: Counts | undefined;
  onChange: (states: FilterState[]) => void;
};

/** One toggle button for each state, with its number of jobs. Several can be on; none means all. */
export function StateFilter({ chosen, counts, onChange }: Props) {
  const { t, language } = useTranslation();
  const number = new Intl.NumberFormat(language);
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const toggle = (state: FilterState) =>
    onChange(filterStates.filter((other) => chosen.includes(other) !== (other === state)));
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
        // A number without a button: MetaStudio filters by documented states only (docs/metastudio.md#states).
        <span className={classes.other}>
          {t('filter.other')} {count(counts?.UNKNOWN)}
        </span>
      )}
    </fieldset>
  );
}
