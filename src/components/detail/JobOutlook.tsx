import { useState } from 'react';
import type { Job, Usual } from '../../../contract/job.ts';
import { isMoving } from '../../../contract/state.ts';
import { useNow } from '../../lib/clock.ts';
import { shortTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import type { Translate } from '../../lib/translate.ts';
import { useCancelForbidden } from '../cancel/use-cancel-forbidden.ts';
import { LateIcon } from '../job/LateMark.tsx';
import { type Phase, phaseOf, usualInWords } from '../job/phase.ts';
import classes from './JobOutlook.module.css';

/**
 * When a moving job usually starts or finishes, or that it is late and what to do. Its place stays when the job ends: a poll
 * must not move what is below.
 */
export function JobOutlook({ job }: { job: Job }) {
  const { t } = useTranslation();
  const [hadPlace] = useState(isMoving(job.state));
  const phase = phaseOf(job);
  if (!hadPlace && !isMoving(job.state)) return null;
  return (
    <div className={classes.outlook}>
      {phase === null ? null : job.usual === null ? (
        <p className={classes.small}>{t('usual.unknown')}</p>
      ) : job.late ? (
        <Late phase={phase} usual={job.usual} />
      ) : (
        <InTime phase={phase} usual={job.usual} />
      )}
    </div>
  );
}

type Props = { phase: Phase; usual: Usual };

/** How long half of similar jobs take, and 95 of 100; once where both are the same in words. */
function usualSentence(state: Phase['state'], usual: Usual, t: Translate, language: string) {
  const { median, p95 } = usualInWords(usual, language);
  return t(`usual.${median === p95 ? 'alike' : 'sentence'}.${state}`, { median, p95 });
}

function InTime({ phase: { state, since }, usual }: Props) {
  const { t, language } = useTranslation();
  const now = useNow();
  const median = since + usual.median * 1000;
  const [key, at] =
    now < median ? (['around', median] as const) : (['by', since + usual.p95 * 1000] as const);
  const time = shortTime(new Date(at).toISOString(), now, language);
  return (
    <>
      <p className={classes.title}>{t(`usual.${key}.${state}`, { time })}</p>
      <p className={classes.sentence}>{usualSentence(state, usual, t, language)}</p>
      <p className={classes.small}>{t('usual.samples', { count: usual.samples })}</p>
    </>
  );
}

function Late({ phase: { state }, usual }: Props) {
  const { t, language } = useTranslation();
  const mayCancel = useCancelForbidden() === null;
  const step = state === 'PROCESSING' ? 'processing' : mayCancel ? 'cancel' : 'support';
  return (
    <>
      <p className={classes.title} data-late>
        <LateIcon />
        {t(`late.title.${state}`)}
      </p>
      <p className={classes.sentence} title={t('usual.samples', { count: usual.samples })}>
        {usualSentence(state, usual, t, language)}
      </p>
      <p className={classes.step}>{t(`late.step.${step}`)}</p>
    </>
  );
}
