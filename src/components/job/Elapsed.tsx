import type { Job } from '../../../contract/job.ts';
import { growingSpan, jobSpans, spanInWords } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { growingSince } from '../../lib/ticker.ts';
import { LiveText } from '../ui/LiveText.tsx';
import { Nothing } from '../ui/Nothing.tsx';
import classes from './Elapsed.module.css';
import { LateMark } from './LateMark.tsx';
import { type Phase, phaseOf, usualInWords } from './phase.ts';
import { UsualRange } from './UsualRange.tsx';

type Props = { job: Job };

/** How long a job has taken, and below it what is usual or what the time was spent on. It counts up until the job has ended. */
export function Elapsed({ job }: Props) {
  const phase = phaseOf(job);
  return phase === null ? <Spans job={job} /> : <Growing job={job} phase={phase} />;
}

function Growing({ job: { usual, late }, phase: { state, since } }: Props & { phase: Phase }) {
  const { t, language } = useTranslation();
  const isLate = late && usual !== null;
  const time = (
    <LiveText
      textAt={growingSince(since, (ms) => {
        const { text, step } = growingSpan(ms, language);
        return { text: t(`spans.${state}`, { span: text }), step };
      })}
    />
  );
  if (usual === null) return time;
  const { p95 } = usualInWords(usual, language);
  const beside = t(isLate ? `late.beside.${state}` : `usual.beside.${state}`, { p95 });
  return (
    <>
      <UsualRange since={since} usual={usual} isLate={isLate} />
      {isLate ? (
        <b className={classes.late}>
          <LateMark />
          {time}
        </b>
      ) : (
        time
      )}
      <small className={classes.beside} title={beside}>
        {beside}
      </small>
    </>
  );
}

function Spans({ job }: Props) {
  const { t, language } = useTranslation();
  const { waited, ran } = jobSpans(job, 0);
  const words = (span: number) => spanInWords(span, language);
  if (waited === null && ran === null) return <Nothing />;
  const parts = [
    waited !== null && t('spans.waited', { span: words(waited) }),
    ran !== null && t('spans.ran', { span: words(ran) }),
  ].filter((part) => part !== false);
  // Without one of the two the sum is not known.
  if (waited === null || (ran === null && job.state !== 'CANCELED')) {
    return parts.join(' · ');
  }
  const end = job.state === 'FAILED' || job.state === 'CANCELED' ? job.state : 'SUCCEED';
  return (
    <>
      {t(`spans.total.${end}`, { span: words(waited + (ran ?? 0)) })}
      <small className={classes.beside}>
        {ran === null ? t('spans.inQueue') : parts.join(' · ')}
      </small>
    </>
  );
}
