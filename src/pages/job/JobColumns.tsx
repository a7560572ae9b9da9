import type { Cancellation } from '../../../contract/cancel.ts';
import type { JobDetail } from '../../../contract/job.ts';
import { CancellationsCard } from '../../components/cancel/CancellationsCard.tsx';
import { FailureCard } from '../../components/detail/FailureCard.tsx';
import { JobTimeline } from '../../components/detail/JobTimeline.tsx';
import { RawJson } from '../../components/detail/RawJson.tsx';
import { SceneList } from '../../components/detail/SceneList.tsx';
import { VideoCard } from '../../components/detail/VideoCard.tsx';
import { VoiceCard } from '../../components/detail/VoiceCard.tsx';
import { voiceValue } from '../../components/detail/voice-settings.ts';
import { JobId } from '../../components/job/JobId.tsx';
import { PlayerPanel } from '../../components/player/PlayerPanel.tsx';
import { Card, Facts } from '../../components/ui/Card.tsx';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './JobColumns.module.css';

type Props = { job: JobDetail; cancellations: readonly Cancellation[] };

/** A job's video or failure, its history and settings beside it, and its script below. */
export function JobColumns({ job, cancellations }: Props) {
  const { t } = useTranslation();
  const isPortrait = job.video?.height != null && job.video.height > (job.video.width ?? 0);
  return (
    <div className={classes.columns}>
      <div className={classes.top}>
        {job.state === 'FAILED' ? <FailureCard error={job.error} /> : <PlayerPanel job={job} />}
      </div>
      <div className={classes.side}>
        <Card title={t('timeline.title')}>
          <JobTimeline job={job} />
        </Card>
        <CancellationsCard cancellations={cancellations} state={job.state} />
        {job.voice !== null && <VoiceCard voice={job.voice} />}
        <VideoCard job={job} />
        <IdsCard job={job} />
      </div>
      <div className={classes.rest}>
        {job.scenes.length > 0 && (
          <SceneList
            scenes={job.scenes}
            speed={voiceValue(job.voice, 'speed')}
            portrait={isPortrait}
          />
        )}
        <RawJson job={job} />
      </div>
    </div>
  );
}

function IdsCard({ job }: { job: JobDetail }) {
  const { t } = useTranslation();
  const ids = [
    { name: t('job.assetId'), id: job.assetId },
    { name: t('job.scriptId'), id: job.scriptId },
  ];
  return (
    <Card title={t('job.ids')}>
      <Facts
        facts={ids.flatMap(({ name, id }) =>
          id === null ? [] : [{ name, value: <JobId id={id} label={name} /> }],
        )}
      />
    </Card>
  );
}
