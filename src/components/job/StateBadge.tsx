import type { JobState } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './StateBadge.module.css';

/** The icon of a state alone, for use beside its word. */
export function StateIcon({ state }: { state: JobState }) {
  return <span className={`${classes.icon} ${classes[state]}`} aria-hidden="true" />;
}

/**
 * A job's state, by word, icon and colour: none of them is the only sign of it. An unknown one as MetaStudio spells it
 * (docs/promises.md#unknown-states).
 */
export function StateBadge({ state, rawState }: { state: JobState; rawState: string }) {
  const { t } = useTranslation();
  const word = state === 'UNKNOWN' && rawState !== '' ? rawState : t(`state.${state}`);
  return (
    <span className={`${classes.badge} ${classes[state]}`} dir="auto">
      {word}
    </span>
  );
}
