import { Button } from '@mantine/core';
import { IconLock, IconMovieOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import type { MediaProblem } from '../../../contract/media.ts';
import { isTerminal } from '../../../contract/state.ts';
import { jobMedia } from '../../api/jobs.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { StateBadge } from '../job/StateBadge.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { MediaFacts } from './MediaFacts.tsx';
import classes from './PlayerPanel.module.css';

const VideoPlayer = lazy(() => import('./VideoPlayer.tsx'));

/** The finished video, or the reason why there is none. */
export function PlayerPanel({ job }: { job: Job }) {
  if (job.state === 'SUCCEED') return <FinishedVideo job={job} />;
  return (
    <div className={classes.stage} data-compact={isTerminal(job.state) || undefined}>
      {job.state === 'BLOCK' ? <FrozenNotice /> : <PendingNotice job={job} state={job.state} />}
    </div>
  );
}

function FrozenNotice() {
  const { t } = useTranslation();
  return (
    <Notice icon={<IconLock size={26} stroke={1.6} />} title={t('player.frozen')} action={null}>
      {t('player.frozenText')}
    </Notice>
  );
}

type PendingProps = { job: Job; state: Exclude<Job['state'], 'SUCCEED' | 'BLOCK'> };

function PendingNotice({ job, state }: PendingProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.pending}>
      <StateBadge state={state} rawState={job.rawState} />
      <p className={classes.text}>{t(`player.pending.${state}`)}</p>
    </div>
  );
}

function FinishedVideo({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { data: media, error, refetch } = useQuery(jobMedia(job.id, job.type));
  const [lost, setLost] = useState(false);
  const retry = () => {
    setLost(false);
    void refetch();
  };
  if (media === undefined && error !== null) {
    return (
      <div className={classes.stage}>
        <ProblemNotice error={error} title={t('player.failed')} onRetry={retry} />
      </div>
    );
  }
  if (media === undefined) return <LoadingStage />;
  if (lost) return <NoVideoNotice problem="lost" onRetry={retry} />;
  const { video } = media;
  if (video === null) {
    return <NoVideoNotice problem={media.problem ?? 'no_video'} onRetry={retry} />;
  }
  return (
    <>
      <Suspense fallback={<LoadingStage />}>
        <VideoPlayer
          video={video}
          poster={media.cover ?? job.cover}
          width={media.width}
          height={media.height}
          label={t('player.label', { name: job.name ?? job.id })}
          renew={async () => (await refetch({ throwOnError: true })).data?.video ?? null}
          onLost={() => setLost(true)}
        />
      </Suspense>
      <MediaFacts media={media} />
    </>
  );
}

function LoadingStage() {
  const { t } = useTranslation();
  return (
    <div className={classes.stage} data-loading role="status" aria-label={t('player.loading')} />
  );
}

type NoVideoProps = {
  /** `lost`: there is a link, but the file behind it could not be played. */
  problem: MediaProblem | 'lost';
  onRetry: () => void;
};

function NoVideoNotice({ problem, onRetry }: NoVideoProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.stage}>
      <Notice
        icon={<IconMovieOff size={26} stroke={1.6} />}
        title={t(`player.problem.${problem}`)}
        action={
          <Button variant="default" onClick={onRetry}>
            {t('problem.retry')}
          </Button>
        }
      >
        {t(`player.hint.${problem}`)}
      </Notice>
    </div>
  );
}
