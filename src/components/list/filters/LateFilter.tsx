import type { ComponentProps } from 'react';
import { type LateCounts, type LateState, lateStates } from '../../../../contract/job.ts';
import { numberText } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { LateIcon } from '../../job/LateMark.tsx';
import classes from './StateFilter.module.css';
import { toggled } from './toggled.ts';

type Props = {
  chosen: readonly LateState[];
  /** Undefined until they are read. */
  counts: LateCounts | undefined;
  /** The handlers of a button that chooses these states. */
  towards: (
    states: LateState[],
  ) => Pick<ComponentProps<'button'>, 'value' | 'onClick' | 'onPointerDown' | 'onPointerEnter'>;
};

/** A toggle button for the late jobs of each state. Without any it is not there, unless it is on. */
export function LateFilter({ chosen, counts, towards }: Props) {
  const { t, language } = useTranslation();
  const shown = lateStates.filter((state) => chosen.includes(state) || (counts?.[state] ?? 0) > 0);
  return shown.map((state) => {
    const count = counts?.[state];
    return (
      <button
        key={state}
        type="submit"
        name="state"
        className={`${classes.state} ${classes.late}`}
        data-late={state}
        aria-label={count === undefined ? undefined : t(`late.chipCount.${state}`, { count })}
        aria-pressed={chosen.includes(state)}
        {...towards(toggled(lateStates, chosen, state))}
      >
        <LateIcon />
        {t(`late.chip.${state}`)}
        <span className={classes.count}>
          {count === undefined ? '' : numberText(count, language)}
        </span>
      </button>
    );
  });
}
