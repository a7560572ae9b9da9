import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { jobTypes } from '../../../contract/job.ts';
import { listedJob } from '../../api/job-list.ts';
import { jobDetail } from '../../api/jobs.ts';
import { JobSkeleton } from '../../components/detail/JobSkeleton.tsx';
import { BackLink } from '../../components/ui/BackLink.tsx';
import { ProblemNotice } from '../../components/ui/ProblemNotice.tsx';
import { problemCode } from '../../lib/api-error.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { backLink } from '../../lib/links.ts';
import { visibleName } from '../../lib/visible-name.ts';
import { JobView } from './JobView.tsx';
import { UnknownJob } from './UnknownJob.tsx';
import { useJobNews } from './use-job-news.ts';

/** One job: its video, its settings, and its history. */
export function Component() {
  const { t } = useTranslation();
  const { jobId = '' } = useParams();
  const [params] = useSearchParams();
  const { state } = useLocation();
  const type = jobTypes.find((value) => value === params.get('type')) ?? null;
  const news = useJobNews(jobId);
  const { data, error, refetch } = useQuery(jobDetail(jobId, type, news === 'polls'));
  const client = useQueryClient();
  // Until the job itself is there, and as long as it may come.
  const listed = useMemo(() => listedJob(client, jobId), [client, jobId]);
  const known = data ?? (error === null ? listed : undefined);
  const name = known === undefined ? t('job.title') : visibleName(known, t);
  return (
    <>
      <title>{`${name} · Dailies`}</title>
      {known !== undefined ? (
        <JobView key={known.id} job={known} detail={data} error={error} />
      ) : error === null ? (
        <>
          <h1 className="visually-hidden">{t('job.title')}</h1>
          <JobSkeleton />
        </>
      ) : problemCode(error) === 'job_not_found' ? (
        <UnknownJob list={backLink(state)} onRetry={() => void refetch()} />
      ) : (
        <>
          <BackLink to={backLink(state)} />
          <ProblemNotice
            heading="h1"
            error={error}
            title={t('job.failed')}
            onRetry={() => void refetch()}
          />
        </>
      )}
    </>
  );
}
