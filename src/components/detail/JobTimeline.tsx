import type { Job } from '../../../contract/job.ts';
import { isMoving, isTerminal } from '../../../contract/state.ts';
import { useNow } from '../../lib/clock.ts';
import { fullTime, jobSpans, spanInWords } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './JobTimeline.module.css';

/** A job's life: created, started, ended, with the time between. Times out of order are said to be so, not hidden. */
export function JobTimeline({ job }: { job: Job }) {
  return isMoving(job.state) ? <Ticking job={job} /> : <Steps job={job} now={0} />;
}

function Ticking({ job }: { job: Job }) {
  return <Steps job={job} now={useNow()} />;
}

function Steps({ job, now }: { job: Job; now: number }) {
  const { t, language } = useTranslation();
  const { waited, ran } = jobSpans(job, now);
  const span = (value: number | null) => (value === null ? null : spanInWords(value, language));
  const times = [job.createdAt, job.startedAt, job.endedAt].flatMap((iso) => iso ?? []);
  const ordered = times.every((iso, i) => i === 0 || (times[i - 1] ?? '') <= iso);
  const steps = [
    {
      key: 'created',
      at: job.createdAt,
      word: t('timeline.created'),
      after: span(waited),
      reached: true,
    },
    {
      key: 'started',
      at: job.startedAt,
      word: t('timeline.started'),
      after: span(ran),
      reached: job.startedAt !== null,
    },
    {
      key: 'ended',
      at: job.endedAt,
      word: isTerminal(job.state) ? t(`state.${job.state}`) : t('timeline.ended'),
      after: null,
      reached: job.endedAt !== null || isTerminal(job.state),
    },
  ];
  return (
    <>
      <ol className={classes.timeline}>
        {steps.map(({ key, at, word, after, reached }) => (
          <li
            key={key}
            className={classes.step}
            data-reached={reached || undefined}
            data-state={key === 'ended' ? job.state : undefined}
          >
            <span className={classes.word}>{word}</span>
            {at === null ? (
              <span className={classes.time}>–</span>
            ) : (
              <time className={classes.time} dateTime={at}>
                {fullTime(at, language)}
              </time>
            )}
            {after !== null && (
              <span className={classes.span}>
                {key === 'created'
                  ? t('timeline.waited', { span: after })
                  : t('timeline.ran', { span: after })}
              </span>
            )}
          </li>
        ))}
      </ol>
      {!ordered && <p className={classes.note}>{t('timeline.disordered')}</p>}
    </>
  );
}
