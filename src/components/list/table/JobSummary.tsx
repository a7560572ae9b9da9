import type { Job } from '../../../../contract/job.ts';
import { isMoving } from '../../../../contract/state.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { visibleName } from '../../../lib/visible-name.ts';
import { CancelPending } from '../../cancel/CancelPending.tsx';
import { Cover } from '../../job/Cover.tsx';
import { failureMeaning } from '../../job/failures.ts';
import { JobId } from '../../job/JobId.tsx';
import { jobLinkId } from '../element-ids.ts';
import { JobLink } from './JobLink.tsx';
import classes from './JobSummary.module.css';

/** What identifies a job in the list: cover, name, id, and why it failed. */
export function JobSummary({ job }: { job: Job }) {
  const { t } = useTranslation();
  const name = visibleName(job, t);
  return (
    <div className={classes.summary}>
      <Cover cover={job.cover} pending={isMoving(job.state)} />
      <div className={classes.words} data-failed={job.state === 'FAILED' || undefined}>
        <JobLink id={jobLinkId(job)} className={classes.name} job={job} title={name}>
          <bdi>{name}</bdi>
        </JobLink>
        {job.state === 'FAILED' && <Failure error={job.error} />}
        <CancelPending job={job} />
        <span className={classes.id}>
          <JobId id={job.id} label={t('job.id')} />
        </span>
      </div>
    </div>
  );
}

/** Why a job failed, in one line, with the code and MetaStudio's own message in the tooltip. */
function Failure({ error }: Pick<Job, 'error'>) {
  const { t } = useTranslation();
  const source = [error?.code, error?.message].filter(Boolean).join(' · ');
  return (
    <span className={classes.failure} title={source}>
      <bdi className={classes.meaning}>{failureMeaning(error, t)}</bdi>
      {error?.code != null && <code className={classes.code}>{error.code}</code>}
    </span>
  );
}
