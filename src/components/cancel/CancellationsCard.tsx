import type { Cancellation } from '../../../contract/cancel.ts';
import type { JobState } from '../../../contract/state.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Card } from '../ui/Card.tsx';
import classes from './CancellationsCard.module.css';

type Props = { cancellations: readonly Cancellation[]; state: JobState };

/** Who wanted to cancel this job, when, why, and what became of it. A cancel from elsewhere is said to be one. */
export function CancellationsCard({ cancellations, state }: Props) {
  const { t, language } = useTranslation();
  if (cancellations.length === 0 && state !== 'CANCELED') return null;
  return (
    <Card title={t('cancellations.title')}>
      {cancellations.length === 0 && (
        <p className={classes.elsewhere}>{t('cancellations.elsewhere')}</p>
      )}
      <ul className={classes.list}>
        {cancellations.map((one) => (
          <li key={one.auditId} className={classes.entry}>
            <span className={classes.what}>
              {one.outcome === null ? t('cancellations.open') : t(`cancel.outcome.${one.outcome}`)}
            </span>
            <span className={classes.who}>
              {t('cancellations.by', { name: one.by.name })} ·{' '}
              <time dateTime={one.requestedAt}>{fullTime(one.requestedAt, language)}</time>
            </span>
            {one.reason !== null && <bdi className={classes.why}>{one.reason}</bdi>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
