import { useState } from 'react';
import type { Cancellation } from '../../../contract/cancel.ts';
import type { JobDetail } from '../../../contract/job.ts';
import { isTerminal, type JobState } from '../../../contract/state.ts';
import { CancellationsCard } from '../../components/cancel/CancellationsCard.tsx';
import { FailureCard } from '../../components/detail/FailureCard.tsx';
import { JobTimeline } from '../../components/detail/JobTimeline.tsx';
import { RawJson } from '../../components/detail/RawJson.tsx';
import { FirstScene } from '../../components/detail/script/FirstScene.tsx';
import { isDrawn } from '../../components/detail/script/is-drawn.ts';
import { SceneList } from '../../components/detail/script/SceneList.tsx';
import { VideoCard } from '../../components/detail/settings/VideoCard.tsx';
import { VoiceCard } from '../../components/detail/settings/VoiceCard.tsx';
import { voiceValue } from '../../components/detail/settings/voice-settings.ts';
import { JobId } from '../../components/job/JobId.tsx';
import { PlayerPanel } from '../../components/player/PlayerPanel.tsx';
import { Stage } from '../../components/player/Stage.tsx';
import { useVideoShape } from '../../components/player/use-video-shape.ts';
import { Card, Facts } from '../../components/ui/Card.tsx';
import { useTranslation } from '../../lib/i18n.ts';
import classes from './JobColumns.module.css';

type Props = { job: JobDetail; cancellations: readonly Cancellation[] };

/** A job's video or failure, its history and settings beside it, and its script below. */
export function JobColumns({ job, cancellations }: Props) {
  const { t } = useTranslation();
  const shape = useVideoShape(job);
  const isPortrait = shape < 1;
  const hasStage = useHasStage(job.state);
  return (
    <div
      className={classes.columns}
      data-portrait={(hasStage && isPortrait) || undefined}
      style={{ '--shape': shape }}
    >
      <div className={classes.top}>
        <VideoPlace job={job} hasStage={hasStage} isPortrait={isPortrait} />
      </div>
      <div className={classes.aside}>
        <div className={classes.side}>
          <Card title={t('timeline.title')}>
            <JobTimeline job={job} />
          </Card>
          {job.voice !== null && <VoiceCard voice={job.voice} />}
          <VideoCard job={job} />
          <IdsCard job={job} />
        </div>
        {/* Last in every layout: it can appear at any time, and then moves nothing. */}
        <div className={classes.records}>
          <CancellationsCard cancellations={cancellations} state={job.state} />
        </div>
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

/** Whether the page has a place for the video. One that was there stays, so that a failure does not move the page. */
function useHasStage(state: JobState): boolean {
  const hasStage = state === 'SUCCEED' || !isTerminal(state);
  const [hadStage] = useState(hasStage);
  return hasStage || hadStage;
}

type PlaceProps = { job: JobDetail; hasStage: boolean; isPortrait: boolean };

function VideoPlace({ job, hasStage, isPortrait }: PlaceProps) {
  if (job.state !== 'FAILED') {
    const [scene] = job.scenes;
    return (
      <PlayerPanel
        job={job}
        isCompact={!hasStage}
        preview={scene && isDrawn(scene) && <FirstScene scene={scene} portrait={isPortrait} />}
      />
    );
  }
  const failure = <FailureCard error={job.error} />;
  return hasStage ? <Stage ground="text">{failure}</Stage> : failure;
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
