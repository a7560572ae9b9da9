import type { Job } from '../../../contract/job.ts';
import { isMoving } from '../../../contract/state.ts';
import { useNow } from '../../lib/clock.ts';
import { jobSpans, spanInWords } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Nothing } from '../ui/Nothing.tsx';
import classes from './Elapsed.module.css';

type Props = { job: Job };

/** How long a job waited and ran; counts up every second until it has ended. */
export function Elapsed({ job }: Props) {
  // Two components: a job that has ended must not be drawn every second.
  return isMoving(job.state) ? <Ticking job={job} /> : <Spans job={job} now={0} />;
}

function Ticking({ job }: Props) {
  return <Spans job={job} now={useNow()} />;
}

function Spans({ job, now }: Props & { now: number }) {
  const { t, language } = useTranslation();
  const { waited, ran } = jobSpans(job, now);
  const words = (span: number) => spanInWords(span, language);
  if (job.state === 'WAITING' && waited !== null) {
    return <>{t('spans.waiting', { span: words(waited) })}</>;
  }
  // A job that has an end is not said to be under way, whatever its state.
  if (job.state === 'PROCESSING' && ran !== null && job.endedAt === null) {
    return <>{t('spans.processing', { span: words(ran) })}</>;
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
