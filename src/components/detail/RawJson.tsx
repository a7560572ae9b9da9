import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobDetail, JobRaw } from '../../../contract/job.ts';
import { jobRaw } from '../../api/jobs.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import classes from './RawJson.module.css';

type Props = { job: Pick<JobDetail, 'id' | 'type'> };

/** The job as MetaStudio sends it, for tickets, which need its field names. It is read when this is opened. */
export function RawJson({ job }: Props) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={classes.raw} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className={classes.summary}>{t('raw.title')}</summary>
      {isOpen && <RawReply job={job} />}
    </details>
  );
}

function RawReply({ job }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(jobRaw(job.id, job.type));
  return (
    <div className={classes.body}>
      {data !== undefined ? (
        <RawText reply={data} />
      ) : error === null ? (
        <p className={classes.note} role="status">
          {t('raw.loading')}
        </p>
      ) : (
        <ProblemNotice error={error} title={t('raw.failed')} onRetry={() => void refetch()} />
      )}
    </div>
  );
}

function RawText({ reply: { raw, asOf } }: { reply: JobRaw }) {
  const { t, language } = useTranslation();
  const text = JSON.stringify(raw, null, 2);
  return (
    <>
      <p className={classes.note}>{t('raw.note', { time: fullTime(asOf, language) })}</p>
      <span className={classes.copy}>
        <CopyButton value={text} label={t('raw.copy')} />
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={classes.text} tabIndex={0} aria-label={t('raw.title')}>
        <pre>{text}</pre>
      </section>
    </>
  );
}
