import { useState } from 'react';
import type { JobState } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';

/** Announces a job's changes of state to screen readers; not the state that the page opens with, which its heading has. */
export function StateAnnouncer({ state }: { state: JobState }) {
  const { t } = useTranslation();
  const [first] = useState(state);
  const [hasChanged, setHasChanged] = useState(false);
  if (state !== first && !hasChanged) setHasChanged(true);
  return (
    <div className="visually-hidden" role="status">
      {hasChanged && t(`state.${state}`)}
    </div>
  );
}
