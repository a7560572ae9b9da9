import type { JobState } from '../../contract/state.ts';
import { jobStates } from '../../contract/state.ts';
import { useTranslation } from '../i18n.ts';

type Props = { changes: readonly { id: string; to: JobState }[] };

/** Says once, politely, to who cannot see the rows light up: "2 finished, 1 failed". */
export function Announcer({ changes }: Props) {
  const { t, language } = useTranslation();
  const told = jobStates
    .map((state) => ({ state, count: changes.filter((change) => change.to === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => t('live.became', { count, state: t(`state.${state}`) }));
  return (
    <div className="visually-hidden" role="status">
      {new Intl.ListFormat(language, { type: 'unit' }).format(told)}
    </div>
  );
}
