import type { JobState } from '../../../contract/state.ts';
import { jobStates } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';

type Props = {
  changes: readonly { id: string; to: JobState }[];
  /** Grows with every change, so that the same words are said again when the same happens again. */
  sequence: number;
};

/** Says once, politely, to who cannot see the rows light up: "2 finished, 1 failed". */
export function Announcer({ changes, sequence }: Props) {
  const { t, language } = useTranslation();
  const told = jobStates
    .map((state) => ({ state, count: changes.filter((change) => change.to === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => t('live.became', { count, state: t(`state.${state}`) }));
  return (
    <div className="visually-hidden" role="status">
      <span key={sequence}>{new Intl.ListFormat(language, { type: 'unit' }).format(told)}</span>
    </div>
  );
}
