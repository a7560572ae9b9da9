import { IconMovieOff } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Job } from '../../../contract/job.ts';
import type { JobMedia, MediaProblem } from '../../../contract/media.ts';
import { jobMedia, jobMediaCheck } from '../../api/jobs.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { visibleName } from '../../lib/visible-name.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { MediaFacts } from './MediaFacts.tsx';
import type { PlaybackTrouble } from './playback-trouble.ts';
import { Stage } from './Stage.tsx';
import { VideoPlayer } from './VideoPlayer.tsx';

type Props = { job: Job };

/** The video of a finished job, or the reason why it cannot be played. Whatever that is, the file can be downloaded. */
export function FinishedVideo({ job }: Props) {
  const { t } = useTranslation();
  const { data: media, error, refetch } = useQuery(jobMedia(job.id, job.type));
  const client = useQueryClient();
  const [trouble, setTrouble] = useState<PlaybackTrouble | Error | null>(null);
  const retry = () => {
    setTrouble(null);
    void refetch();
  };
  const shownError = trouble instanceof Error ? trouble : media === undefined ? error : null;
  if (shownError !== null) {
    return (
      <Stage ground="text" foot={media && <MediaFacts media={media} />}>
        <ProblemNotice error={shownError} title={t('player.failed')} onRetry={retry} />
      </Stage>
    );
  }
  if (media === undefined) return <LoadingStage />;
  const problem = problemOf(media, trouble);
  if (media.video === null || problem !== null) {
    return (
      <Stage ground="text" foot={<MediaFacts media={media} />}>
        <NoVideoNotice problem={problem ?? 'no_video'} onRetry={retry} />
      </Stage>
    );
  }
  return (
    <Stage ground="video" foot={<MediaFacts media={media} />}>
      <VideoPlayer
        media={media}
        video={media.video}
        poster={media.cover ?? job.cover}
        label={t('player.label', { name: visibleName(job, t) })}
        renew={async () => (await refetch({ throwOnError: true })).data?.video ?? null}
        checkFile={() =>
          client.fetchQuery(jobMediaCheck(job.id, job.type)).then(
            ({ file }) => file,
            () => null,
          )
        }
        trouble={trouble}
        onTrouble={setTrouble}
      />
    </Stage>
  );
}

type Problem = MediaProblem | Exclude<PlaybackTrouble, 'sound_only'>;

/** Why there is nothing to play; null while there is at least a sound. MetaStudio's reason comes before the browser's. */
function problemOf(media: JobMedia, trouble: PlaybackTrouble | Error | null): Problem | null {
  if (media.video === null) return media.problem;
  return trouble instanceof Error || trouble === 'sound_only' ? null : trouble;
}

function LoadingStage() {
  const { t } = useTranslation();
  return (
    <Stage ground="video">
      <span role="status" aria-label={t('player.loading')} />
    </Stage>
  );
}

function NoVideoNotice({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Notice
      icon={<IconMovieOff size={26} stroke={1.6} />}
      title={t(`player.problem.${problem}`)}
      action={<Button onClick={onRetry}>{t('problem.retry')}</Button>}
    >
      {t(`player.hint.${problem}`)}
    </Notice>
  );
}
