import { jobStates } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { StateChanges } from './state-changes.ts';

type Props = { changes: StateChanges };

/** Announces what rows have become to screen readers, once for each event: "2 finished, 1 failed". */
export function Announcer({ changes }: Props) {
  const { t, language } = useTranslation();
  const texts = jobStates
    .map((state) => ({ state, count: changes.latest.filter(({ to }) => to === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => t('live.became', { count, state: t(`state.${state}`) }));
  const late = changes.latest.filter(({ to }) => to === 'LATE').length;
  if (late > 0) texts.push(t('live.late', { count: late }));
  // A key of its own for each change: the same text is announced again when the same happens again.
  const key = [...changes.counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <div className="visually-hidden" role="status">
      {/* Making the format takes as long as ten rows: only when there is something to say. */}
      {texts.length > 0 && (
        <span key={key}>{new Intl.ListFormat(language, { type: 'unit' }).format(texts)}</span>
      )}
    </div>
  );
}
