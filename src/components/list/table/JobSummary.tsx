import type { Job } from '../../../../contract/job.ts';
import { clockDuration } from '../../../lib/format.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import { jobLink } from '../../../lib/links.ts';
import { visibleName } from '../../../lib/visible-name.ts';
import { CancelPending } from '../../cancel/CancelPending.tsx';
import { Cover } from '../../job/Cover.tsx';
import { failureMeaning } from '../../job/failures.ts';
import { StateBadge } from '../../job/StateBadge.tsx';
import { jobLinkId } from '../element-ids.ts';
import { CopyId } from './CopyId.tsx';
import classes from './JobSummary.module.css';

type Props = {
  job: Job;
  /** True where the row is on the first screen. */
  isFirst?: boolean;
};

/** What a job is: cover with length, name, state, and its type and id, or why it failed. The children of one cell. */
export function JobSummary({ job, isFirst = false }: Props) {
  const { t } = useTranslation();
  const name = visibleName(job, t);
  return (
    <>
      <Cover job={job} eager={isFirst} />
      {job.durationSeconds !== null && (
        <span className={classes.length}>{clockDuration(job.durationSeconds)}</span>
      )}
      <a id={jobLinkId(job)} className={classes.name} dir="auto" href={jobLink(job)} title={name}>
        {name}
      </a>
      <span className={classes.facts}>
        <StateBadge state={job.state} rawState={job.rawState} />
        <CancelPending job={job} />
        {job.foundInScript && <span className={classes.found}>{t('search.inScript')}</span>}
        {job.state === 'FAILED' ? (
          <Failure error={job.error} />
        ) : (
          <>
            {job.type !== null && ` · ${t(`type.${job.type}`)}`}
            <CopyId id={job.id} />
          </>
        )}
      </span>
    </>
  );
}

/** Why a job failed, in one line, with the code and MetaStudio's own message in the tooltip. */
function Failure({ error }: Pick<Job, 'error'>) {
  const { t } = useTranslation();
  const source = [error?.code, error?.message].filter(Boolean).join(' · ');
  return (
    <>
      <bdi className={classes.meaning} title={source}>
        {failureMeaning(error, t)}
      </bdi>
      {error?.code != null && <code className={classes.code}>{error.code}</code>}
    </>
  );
}
