import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import type { JobDetail } from '../../../contract/job.ts';
import { cancellations, jobDetail } from '../../api/jobs.ts';
import { session } from '../../api/session.ts';
import { CancellationsCard } from '../../components/cancel/CancellationsCard.tsx';
import { cancelBlocked } from '../../components/cancel/cancel-blocked.ts';
import { FailureCard } from '../../components/detail/FailureCard.tsx';
import { JobHeader } from '../../components/detail/JobHeader.tsx';
import { JobSkeleton } from '../../components/detail/JobSkeleton.tsx';
import { JobTimeline } from '../../components/detail/JobTimeline.tsx';
import { RawJson } from '../../components/detail/RawJson.tsx';
import { SceneList } from '../../components/detail/SceneList.tsx';
import { StaleLine } from '../../components/detail/StaleLine.tsx';
import { VideoCard } from '../../components/detail/VideoCard.tsx';
import { VoiceCard } from '../../components/detail/VoiceCard.tsx';
import { JobId } from '../../components/job/JobId.tsx';
import { PlayerPanel } from '../../components/player/PlayerPanel.tsx';
import { BackLink } from '../../components/ui/BackLink.tsx';
import { Card, Facts } from '../../components/ui/Card.tsx';
import { ProblemNotice } from '../../components/ui/ProblemNotice.tsx';
import { problemCode } from '../../lib/api-error.ts';
import { fullTime } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { backLink } from '../../lib/links.ts';
import { useLive } from '../../lib/preferences.ts';
import classes from './JobPage.module.css';

const CancelFlow = lazy(() => import('../../components/cancel/CancelFlow.tsx'));

/** One job: the video, what was asked for, and what became of it. */
export function Component() {
  const { t } = useTranslation();
  const { jobId = '' } = useParams();
  const [params] = useSearchParams();
  const asked = params.get('type');
  const type = asked === '2d' || asked === 'photo' ? asked : null;
  const live = useLive((state) => state.live);
  const { data, error, refetch } = useQuery(jobDetail(jobId, type, live));
  const { state } = useLocation();

  useEffect(() => {
    document.title = `${data?.name ?? t('job.title')} · Dailies`;
  }, [data?.name, t]);

  if (data !== undefined) return <JobView key={data.id} job={data} error={error} />;
  if (error === null) return <JobSkeleton />;
  const title = problemCode(error) === 'job_not_found' ? t('job.notFound') : t('job.failed');
  return (
    <>
      <BackLink to={backLink(state)} />
      <ProblemNotice error={error} title={title} onRetry={() => void refetch()} />
    </>
  );
}

function JobView({ job, error }: { job: JobDetail; error: Error | null }) {
  const { t, language } = useTranslation();
  const { data: who } = useQuery(session());
  const { data: cancels } = useQuery(cancellations(job.id));
  const [cancelling, setCancelling] = useState(false);
  const { state } = useLocation();
  const forbidden = who === undefined || who.can.cancel ? null : t('cancel.forbidden');
  const open = cancels?.cancellations.find((one) => one.settledAt === null);
  // While one cancel is not settled, another would only be a second guess at the same question.
  const pending =
    open === undefined ? null : t('cancel.pending', { time: fullTime(open.requestedAt, language) });
  const portrait = job.video?.height != null && job.video.height > (job.video.width ?? 0);
  const ids = [
    ['job.assetId', job.assetId],
    ['job.scriptId', job.scriptId],
  ] as const;
  return (
    <>
      <JobHeader
        job={job}
        back={backLink(state)}
        cancelBlocked={cancelBlocked(job, forbidden, t) ?? pending}
        onCancel={() => setCancelling(true)}
      />
      <StaleLine asOf={job.asOf} stale={job.stale} error={error} />
      <div className={classes.columns}>
        <div className={classes.top}>
          {job.state === 'FAILED' ? <FailureCard error={job.error} /> : <PlayerPanel job={job} />}
        </div>
        <div className={classes.side}>
          <Card title={t('timeline.title')}>
            <JobTimeline job={job} />
          </Card>
          <CancellationsCard cancellations={cancels?.cancellations ?? []} state={job.state} />
          {job.voice !== null && <VoiceCard voice={job.voice} />}
          <VideoCard job={job} />
          <Card title={t('job.ids')}>
            <Facts
              facts={ids.flatMap(([key, id]) =>
                id === null ? [] : [{ name: t(key), value: <JobId id={id} label={t(key)} /> }],
              )}
            />
          </Card>
        </div>
        <div className={classes.rest}>
          {job.scenes.length > 0 && (
            <SceneList scenes={job.scenes} speed={job.voice?.speed ?? null} portrait={portrait} />
          )}
          <RawJson job={job} />
        </div>
      </div>
      {cancelling && (
        <Suspense>
          <CancelFlow
            job={job}
            returnTo={['cancel-job', 'job-title']}
            onClose={() => setCancelling(false)}
          />
        </Suspense>
      )}
    </>
  );
}
