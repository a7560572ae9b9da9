import { Link, useLocation } from 'react-router';
import type { Job } from '../../../contract/job.ts';
import { isMoving } from '../../../contract/state.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { type FromList, jobLink } from '../../lib/links.ts';
import { Cover } from '../job/Cover.tsx';
import { JobId } from '../job/JobId.tsx';
import classes from './JobSummary.module.css';

/** What identifies a job in the list: cover, name, and its id or the reason of its failure. */
export function JobSummary({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const from: FromList = { list: pathname + search };
  const failure = job.error === null ? null : [job.error.code, job.error.message].filter(Boolean);
  return (
    <div className={classes.summary}>
      <Cover cover={job.cover} pending={isMoving(job.state)} />
      <div className={classes.words}>
        <Link className={classes.name} to={jobLink(job)} state={from} title={job.name ?? job.id}>
          <bdi>{job.name ?? t('job.unnamed')}</bdi>
        </Link>
        {job.state === 'FAILED' && failure !== null ? (
          <span className={classes.failure} title={failure.join(' · ')}>
            {failure.length === 0 ? t('failure.silent') : failure.join(' · ')}
          </span>
        ) : (
          <span className={classes.id}>
            <JobId id={job.id} label={t('job.id')} />
          </span>
        )}
      </div>
    </div>
  );
}
