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

/** A state is told by word, icon and colour; a new one without its icon does not compile. */
const icons: Record<JobState, Icon> = {
  WAITING: IconClock,
  PROCESSING: IconLoader2,
  SUCCEED: IconCircleCheck,
  FAILED: IconCircleX,
  CANCELED: IconBan,
  BLOCK: IconLock,
  UNKNOWN: IconHelpCircle,
};

/** The icon of a state by itself, where the word stands elsewhere. */
export function StateIcon({ state, size = 14 }: { state: JobState; size?: number }) {
  const Icon = icons[state];
  return (
    <span className={classes.icon} data-state={state}>
      <Icon size={size} stroke={2} aria-hidden />
    </span>
  );
}

/** A job's state. One that we do not know is shown as MetaStudio spelt it. */
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
