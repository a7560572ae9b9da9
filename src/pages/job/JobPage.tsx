import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { jobTypes } from '../../../contract/job.ts';
import { jobDetail } from '../../api/jobs.ts';
import { JobSkeleton } from '../../components/detail/JobSkeleton.tsx';
import { BackLink } from '../../components/ui/BackLink.tsx';
import { ProblemNotice } from '../../components/ui/ProblemNotice.tsx';
import { problemCode } from '../../lib/api-error.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { backLink } from '../../lib/links.ts';
import { useLive } from '../../lib/preferences.ts';
import { JobView } from './JobView.tsx';

/** One job: its video, its settings, and its history. */
export function Component() {
  const { t } = useTranslation();
  const { jobId = '' } = useParams();
  const [params] = useSearchParams();
  const { state } = useLocation();
  const type = jobTypes.find((value) => value === params.get('type')) ?? null;
  const live = useLive((preference) => preference.live);
  const { data, error, refetch } = useQuery(jobDetail(jobId, type, live));
  const title = `${data?.name ?? t('job.title')} · Dailies`;

  if (data !== undefined) {
    return (
      <>
        <title>{title}</title>
        <JobView key={data.id} job={data} error={error} />
      </>
    );
  }
  return (
    <>
      <title>{title}</title>
      {error === null ? (
        <JobSkeleton />
      ) : (
        <>
          <BackLink to={backLink(state)} />
          <ProblemNotice
            error={error}
            title={problemCode(error) === 'job_not_found' ? t('job.notFound') : t('job.failed')}
            onRetry={() => void refetch()}
          />
        </>
      )}
    </>
  );
}
