import { useTranslation } from '../../lib/i18n.ts';
import classes from './CopyStatus.module.css';
import type { CopyState } from './use-copy.ts';

/** How copying went, beside its button and for screen readers. The button's own container must be positioned. */
export function CopyStatus({ state }: { state: CopyState }) {
  const { t } = useTranslation();
  return (
    <span role="status" className={classes.status} data-state={state}>
      {state === 'copied' && t('copy.done')}
      {state === 'refused' && t('copy.failed')}
    </span>
  );
}
