import type { Job } from '../../../contract/job.ts';
import { isMoving } from '../../../contract/state.ts';
import { useNow } from '../../lib/clock.ts';
import { jobSpans, spanInWords } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Nothing } from '../ui/Nothing.tsx';
import classes from './Elapsed.module.css';
import { LateMark } from './LateMark.tsx';
import { phaseOf, usualInWords } from './phase.ts';

type Props = { job: Job };

/** How long a job waited and ran; counts up every second until it has ended, beside what is usual. */
export function Elapsed({ job }: Props) {
  // Two components: a job that has ended must not be drawn every second.
  return isMoving(job.state) ? <Ticking job={job} /> : <Spans job={job} />;
}

function Ticking({ job }: Props) {
  const { t, language } = useTranslation();
  const now = useNow();
  const phase = phaseOf(job);
  if (phase === null) return <Spans job={job} now={now} />;
  const { state, since } = phase;
  const span = spanInWords(now - since, language);
  const line = t(state === 'WAITING' ? 'spans.waiting' : 'spans.processing', { span });
  if (job.usual === null) return line;
  const { p95 } = usualInWords(job.usual, language);
  if (!job.late) {
    return (
      <>
        {line}
        <span className={classes.usual}>{t(`usual.beside.${state}`, { p95 })}</span>
      </>
    );
  }
  return (
    <span className={classes.late} data-late title={t(`late.line.${state}`, { span, p95 })}>
      <LateMark />
      <span className={classes.span}>{line}</span>
      <span className={classes.beside}>{t(`late.beside.${state}`, { p95 })}</span>
    </span>
  );
}

function Spans({ job, now = 0 }: Props & { now?: number }) {
  const { t, language } = useTranslation();
  const { waited, ran } = jobSpans(job, now);
  const words = (span: number) => spanInWords(span, language);
  if (job.state === 'WAITING' && waited !== null) {
    return t('spans.waiting', { span: words(waited) });
  }
  if (ran !== null) {
    return (
      <>
        {t('spans.ran', { span: words(ran) })}
        {waited !== null && (
          <span className={classes.waited}>{t('spans.waited', { span: words(waited) })}</span>
        )}
      </>
    );
  }
  return waited === null ? <Nothing /> : t('spans.waited', { span: words(waited) });
}
