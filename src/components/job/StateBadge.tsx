import type { JobState } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icon-paths.ts';
import classes from './StateBadge.module.css';

/** A state has a word, an icon and a colour; none of them is the only sign of it. */
const icons: Record<JobState, IconName> = {
  WAITING: 'waiting',
  PROCESSING: 'processing',
  SUCCEED: 'succeed',
  FAILED: 'failed',
  CANCELED: 'canceled',
  BLOCK: 'block',
  UNKNOWN: 'unknown',
};

/** The icon of a state alone, for use beside its word. */
export function StateIcon({ state }: { state: JobState }) {
  return <Icon name={icons[state]} className={classes[state]} />;
}

/** A job's state; an unknown one as MetaStudio spells it (docs/promises.md#unknown-states). */
export function StateBadge({ state, rawState }: { state: JobState; rawState: string }) {
  const { t } = useTranslation();
  const word = state === 'UNKNOWN' && rawState !== '' ? rawState : t(`state.${state}`);
  return (
    <span className={`${classes.badge} ${classes[state]}`} dir="auto">
      {word}
    </span>
  );
}
