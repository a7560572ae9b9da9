import { Button } from '@mantine/core';
import { IconDownload, IconLock, IconMovieOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import { isTerminal } from '../../../contract/state.ts';
import { jobMedia } from '../../api/jobs.ts';
import { clockDuration, fileSize } from '../../lib/format.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { StateBadge } from '../job/StateBadge.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import classes from './PlayerPanel.module.css';

const VideoPlayer = lazy(() => import('./VideoPlayer.tsx'));

/** The finished video, or why there is none to see. */
export function PlayerPanel({ job }: { job: Job }) {
  const { t } = useTranslation();
  if (job.state === 'SUCCEED') return <Finished job={job} />;
  return (
    <div className={classes.stage} data-compact={isTerminal(job.state) || undefined}>
      {job.state === 'BLOCK' ? (
        <Notice icon={<IconLock size={26} stroke={1.6} />} title={t('player.frozen')} action={null}>
          {t('player.frozenText')}
        </Notice>
      ) : (
        <div className={classes.pending}>
          <StateBadge state={job.state} rawState={job.rawState} />
          <p className={classes.text}>{t(`player.pending.${job.state}`)}</p>
        </div>
      )}
    </div>
  );
}

function Finished({ job }: { job: Job }) {
  const { t, language } = useTranslation();
  const { data, error, refetch } = useQuery(jobMedia(job.id, job.type));
  const [lost, setLost] = useState(false);
  const retry = () => {
    setLost(false);
    void refetch();
  };
  if (error !== null && data === undefined) {
    return (
      <div className={classes.stage}>
        <ProblemNotice error={error} title={t('player.failed')} onRetry={retry} />
      </div>
    );
  }
  const loading = (
    <div className={classes.stage} data-loading role="status" aria-label={t('player.loading')} />
  );
  if (data === undefined) return loading;
  const { video, cover, width, height, downloadUrl } = data;
  if (video === null || lost) {
    const problem = lost ? 'lost' : (data.problem ?? 'no_video');
    return (
      <div className={classes.stage}>
        <Notice
          icon={<IconMovieOff size={26} stroke={1.6} />}
          title={t(`player.problem.${problem}`)}
          action={
            <Button variant="default" onClick={retry}>
              {t('problem.retry')}
            </Button>
          }
        >
          {t(`player.hint.${problem}`)}
        </Notice>
      </div>
    );
  }
  const facts = [
    width !== null && height !== null ? `${width} × ${height}` : null,
    data.durationSeconds === null ? null : clockDuration(data.durationSeconds),
    data.fileSizeBytes === null ? null : fileSize(data.fileSizeBytes, language),
    video.source === 'preview' ? t('player.preview') : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <Suspense fallback={loading}>
        <VideoPlayer
          video={video}
          poster={cover ?? job.cover}
          width={width}
          height={height}
          label={t('player.label', { name: job.name ?? job.id })}
          renew={async () => (await refetch({ throwOnError: true })).data?.video ?? null}
          onLost={() => setLost(true)}
        />
      </Suspense>
      <div className={classes.below}>
        <span className={classes.facts}>{facts.join(' · ')}</span>
        {downloadUrl !== null && (
          <Button
            component="a"
            href={downloadUrl}
            target="_blank"
            rel="noopener noreferrer"
            referrerPolicy="no-referrer"
            size="xs"
            variant="subtle"
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            {t('player.download')}
          </Button>
        )}
      </div>
    </>
  );
}
