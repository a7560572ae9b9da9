import type { Cancellation } from '../../../contract/cancel.ts';
import type { JobState } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { JobId } from '../job/JobId.tsx';
import { Card } from '../ui/Card.tsx';
import { Time } from '../ui/Time.tsx';
import classes from './CancellationsCard.module.css';

type Props = { cancellations: readonly Cancellation[]; state: JobState };

/** Every cancel of a job with its author, time, reason and outcome. A canceled job without one was canceled elsewhere. */
export function CancellationsCard({ cancellations, state }: Props) {
  const { t } = useTranslation();
  if (cancellations.length === 0 && state !== 'CANCELED') return null;
  return (
    <Card title={t('cancellations.title')}>
      {cancellations.length === 0 && (
        <p className={classes.elsewhere}>{t('cancellations.elsewhere')}</p>
      )}
      <ul className={classes.list}>
        {cancellations.map((one) => (
          <Entry key={one.auditId} cancellation={one} />
        ))}
      </ul>
    </Card>
  );
}

function Entry({ cancellation }: { cancellation: Cancellation }) {
  const { t } = useTranslation();
  const { auditId, outcome, by, requestedAt, settledAt, reason, joined, corrected } = cancellation;
  return (
    <li className={classes.entry}>
      <span className={classes.outcome}>
        {outcome === null ? t('cancellations.open') : t(`cancel.outcome.${outcome}`)}
      </span>
      {corrected !== null && <Correction {...corrected} to={outcome} />}
      <span className={classes.author}>
        {t('cancellations.by', { name: by.name })} · <Time iso={requestedAt} form="full" />
      </span>
      {joined !== null && <span className={classes.author}>{t('cancellations.joined')}</span>}
      {settledAt !== null && (
        <span className={classes.author}>
          {t('cancellations.settled')} <Time iso={settledAt} form="full" />
        </span>
      )}
      <span className={classes.author}>
        {t('cancellations.auditId')} <JobId id={auditId} label={t('cancellations.auditId')} />
      </span>
      {reason !== null && <bdi className={classes.reason}>{reason}</bdi>}
    </li>
  );
}

type CorrectionProps = NonNullable<Cancellation['corrected']> & { to: Cancellation['outcome'] };

/** What was on record before, and since when it is not. */
function Correction({ at, from, to }: CorrectionProps) {
  const { t } = useTranslation();
  return (
    <>
      {to === 'canceled' && <span>{t('cancellations.lateOrElsewhere')}</span>}
      <span className={classes.author}>
        {t('cancellations.corrected')} <Time iso={at} form="full" />
      </span>
      <span className={classes.author}>
        {t('cancellations.before', { outcome: t(`cancel.outcome.${from}`) })}
      </span>
    </>
  );
}
