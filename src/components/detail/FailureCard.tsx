import { IconCircleX } from '@tabler/icons-react';
import type { Job } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { failureKind } from '../job/failures.ts';
import classes from './FailureCard.module.css';

/** Why a job failed: what it means, the next step, and MetaStudio's own code and message. */
export function FailureCard({ error }: { error: Job['error'] }) {
  const { t } = useTranslation();
  const kind = failureKind(error?.code ?? null);
  return (
    <section className={classes.card} aria-label={t('failure.title')}>
      <h2 className={classes.title}>
        <IconCircleX size={18} aria-hidden />
        {t('failure.title')}
      </h2>
      <p className={classes.meaning}>{t(`failure.${kind}.meaning`)}</p>
      <p className={classes.step}>{t(`failure.${kind}.step`)}</p>
      <p className={classes.source}>
        {error?.code != null && <code>{error.code}</code>}
        <bdi>{error?.message ?? t('failure.silent')}</bdi>
      </p>
    </section>
  );
}
