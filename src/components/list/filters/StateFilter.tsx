import type { Counts, LateCounts } from '../../../../contract/job.ts';
import { filterStates } from '../../../../contract/state.ts';
import { numberText } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { formStates, type ListView, lateStatesOf } from '../../../lib/list-view.ts';
import { StateIcon } from '../../job/StateBadge.tsx';
import sideScroll from '../../ui/SideScroll.module.css';
import { LateFilter } from './LateFilter.tsx';
import classes from './StateFilter.module.css';
import { toggled } from './toggled.ts';

type States = Pick<ListView, 'states' | 'late'>;
type Props = {
  chosen: States;
  /** Undefined until they are read. */
  counts: Counts | undefined;
  late: LateCounts | undefined;
  onIntent: (states: States) => void;
  onChange: (states: States) => void;
};

/**
 * One toggle button for each state, with its number of jobs, and one for the late jobs of a state where there are any.
 * Several can be on; none means all. States and late jobs of states replace each other.
 */
export function StateFilter({ chosen, counts, late, onIntent, onChange }: Props) {
  const { t, language } = useTranslation();
  const all = counts && Object.values(counts).reduce((sum, count) => sum + count, 0);
  const states = chosen.late ? [] : chosen.states;
  const towards = (next: States) => ({
    value: formStates(next),
    onPointerEnter: () => onIntent(next),
    onPointerDown: () => onIntent(next),
    onClick: () => onChange(next),
  });
  const count = (value: number | undefined) => (
    <span className={classes.count}>{value === undefined ? '' : numberText(value, language)}</span>
  );
  return (
    <fieldset className={`${sideScroll.line} ${classes.group}`}>
      <legend className="visually-hidden">{t('filter.states')}</legend>
      {/* What is sent when none of the buttons is pressed; of two values the last one counts. */}
      <input type="hidden" name="state" value={formStates(chosen)} />
      <div className={classes.states}>
        <button
          type="submit"
          name="state"
          className={classes.state}
          aria-pressed={states.length === 0 && !chosen.late}
          {...towards({ states: [], late: false })}
        >
          {t('filter.all')} {count(all)}
        </button>
        {filterStates.map((state) => {
          const next = toggled(filterStates, states, state);
          return (
            <button
              key={state}
              type="submit"
              name="state"
              className={classes.state}
              data-state={state}
              data-none={counts?.[state] === 0 || undefined}
              aria-pressed={states.includes(state)}
              {...towards({ states: next, late: false })}
            >
              <StateIcon state={state} />
              {t(`state.${state}`)} {count(counts?.[state])}
            </button>
          );
        })}
      </div>
      <LateFilter
        chosen={lateStatesOf(chosen)}
        counts={late}
        towards={(next) => towards({ states: next, late: next.length > 0 })}
      />
      {(counts?.UNKNOWN ?? 0) > 0 && (
        // A number without a button: MetaStudio filters by documented states only (docs/metastudio.md#states).
        <span className={classes.other}>
          {t('filter.other')} {count(counts?.UNKNOWN)}
        </span>
      )}
    </fieldset>
  );
}
