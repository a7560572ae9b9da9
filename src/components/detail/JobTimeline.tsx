import type { Job } from '../../../contract/job.ts';
import { isMoving, isTerminal, type JobState } from '../../../contract/state.ts';
import { useNow } from '../../lib/clock.ts';
import { jobSpans, spanInWords } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Time } from '../ui/Time.tsx';
import { JobOutlook } from './JobOutlook.tsx';
import classes from './JobTimeline.module.css';

/**
 * When a job was created, started and ended, with the time between, and what is usual from here. Times out of order are
 * marked as such and not hidden (docs/metastudio.md#time-order).
 */
export function JobTimeline({ job }: { job: Job }) {
  return (
    <>
      {/* Two components: a job that has ended must not be drawn every second. */}
      {isMoving(job.state) ? <Ticking job={job} /> : <Steps job={job} now={0} />}
      <JobOutlook job={job} />
    </>
  );
}

function Ticking({ job }: { job: Job }) {
  return <Steps job={job} now={useNow()} />;
}

function Steps({ job, now }: { job: Job; now: number }) {
  const { t, language } = useTranslation();
  const { waited, ran } = jobSpans(job, now);
  const words = (span: number) => spanInWords(span, language);
  const ended = isTerminal(job.state);
  return (
    <>
      <ol className={classes.timeline}>
        <Step
          label={t('timeline.created')}
          at={job.createdAt}
          reached
          span={waited === null ? null : t('timeline.waited', { span: words(waited) })}
        />
        <Step
          label={t('timeline.started')}
          at={job.startedAt}
          reached={job.startedAt !== null}
          span={ran === null ? null : t('timeline.ran', { span: words(ran) })}
        />
        <Step
          label={ended ? t(`state.${job.state}`) : t('timeline.ended')}
          at={job.endedAt}
          reached={ended || job.endedAt !== null}
          state={job.state}
        />
      </ol>
      {!isInOrder(job) && <p className={classes.note}>{t('timeline.disordered')}</p>}
    </>
  );
}

type StepProps = {
  label: string;
  at: string | null;
  reached: boolean;
  /** The time until the next step, in words. Null keeps the line free: a poll must not move what is below. */
  span?: string | null;
  /** The state that the step ends in; gives the last step its colour. */
  state?: JobState;
};

function Step({ label, at, reached, span, state }: StepProps) {
  return (
    <li className={classes.step} data-reached={reached || undefined} data-state={state}>
      <span className={classes.label}>{label}</span>
      {at === null ? (
        <span className={classes.time}>–</span>
      ) : (
        <Time iso={at} form="full" className={classes.time} />
      )}
      {span !== undefined && <span className={classes.span}>{span}</span>}
    </li>
  );
}

function isInOrder({ createdAt, startedAt, endedAt }: Job): boolean {
  const times = [createdAt, startedAt, endedAt].filter((time) => time !== null);
  return times.every((time, i) => i === 0 || (times[i - 1] ?? '') <= time);
}
