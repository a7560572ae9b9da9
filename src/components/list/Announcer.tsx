import { jobStates } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { HeldList } from './held-list.ts';

type Props = { held: Pick<HeldList, 'changes' | 'changeCounts'> | undefined };

/** Announces state changes to screen readers, once for each reply: "2 finished, 1 failed". */
export function Announcer({ held }: Props) {
  const { t, language } = useTranslation();
  const texts = jobStates
    .map((state) => ({ state, count: held?.changes.filter(({ to }) => to === state).length ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => t('live.became', { count, state: t(`state.${state}`) }));
  // A key of its own for each change: the same text is announced again when the same happens again.
  const key = [...(held?.changeCounts.values() ?? [])].reduce((sum, count) => sum + count, 0);
  return (
    <div className="visually-hidden" role="status">
      <span key={key}>{new Intl.ListFormat(language, { type: 'unit' }).format(texts)}</span>
    </div>
  );
}
