import {
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconHelpCircle,
  IconLoader2,
  IconLock,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { JobState } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './StateBadge.module.css';

type Icon = ComponentType<{ size: number; stroke: number; 'aria-hidden': true }>;

/** A state has a word, an icon and a colour; none of them is the only sign of it. */
const icons: Record<JobState, Icon> = {
  WAITING: IconClock,
  PROCESSING: IconLoader2,
  SUCCEED: IconCircleCheck,
  FAILED: IconCircleX,
  CANCELED: IconBan,
  BLOCK: IconLock,
  UNKNOWN: IconHelpCircle,
};

/** The icon of a state alone, for use beside its word. */
export function StateIcon({ state, size = 14 }: { state: JobState; size?: number }) {
  const Icon = icons[state];
  return (
    <span className={classes.icon} data-state={state}>
      <Icon size={size} stroke={2} aria-hidden />
    </span>
  );
}

/** A job's state; an unknown one as MetaStudio spells it (docs/promises.md#unknown-states). */
export function StateBadge({ state, rawState }: { state: JobState; rawState: string }) {
  const { t } = useTranslation();
  const word = state === 'UNKNOWN' && rawState !== '' ? rawState : t(`state.${state}`);
  return (
    <span className={classes.badge} data-state={state}>
      <StateIcon state={state} />
      <bdi className={classes.word}>{word}</bdi>
    </span>
  );
}
