import type { JobRaw } from '../../contract/job.ts';
import { jobStates } from '../../contract/state.ts';
import { queryKeys } from '../api/query-keys.ts';
import { FailureCard } from '../components/detail/FailureCard.tsx';
import { JobHeader } from '../components/detail/JobHeader.tsx';
import { JobOutlook } from '../components/detail/JobOutlook.tsx';
import { JobSkeleton } from '../components/detail/JobSkeleton.tsx';
import { JobTimeline } from '../components/detail/JobTimeline.tsx';
import { RawJson } from '../components/detail/RawJson.tsx';
import { StaleLine } from '../components/detail/StaleLine.tsx';
import { SceneList } from '../components/detail/script/SceneList.tsx';
import { VideoCard } from '../components/detail/settings/VideoCard.tsx';
import { VoiceCard } from '../components/detail/settings/VoiceCard.tsx';
import { ApiError } from '../lib/api-error.ts';
import {
  audioScene,
  demoSession,
  detail,
  failed,
  finished,
  jobIn,
  stale,
  textScene,
  waiting,
} from '../testing/fixtures.ts';
import { movingStories } from './moving-jobs.ts';
import { ignore, type StoryGroup } from './story.ts';
import { WithQueries } from './WithQueries.tsx';

const rawReply: JobRaw = { raw: { job_id: detail.id, state: 'SUCCEED' }, asOf: detail.asOf };
const manyScenes = Array.from({ length: 14 }, () => textScene);

export const detailStories: StoryGroup[] = [
  {
    component: 'JobHeader',
    stories: [
      {
        name: 'can be cancelled',
        content: (
          <JobHeader job={waiting} again={false} back="/" cancelBlocked={null} onCancel={ignore} />
        ),
      },
      {
        name: 'can be cancelled again',
        content: <JobHeader job={waiting} again back="/" cancelBlocked={null} onCancel={ignore} />,
      },
      {
        name: 'late',
        content: (
          <JobHeader
            job={{ ...waiting, late: true }}
            again={false}
            back="/"
            cancelBlocked={null}
            onCancel={ignore}
          />
        ),
      },
      {
        name: 'cannot be cancelled',
        content: (
          <JobHeader
            job={finished}
            again={false}
            back="/"
            cancelBlocked="Too late"
            onCancel={ignore}
          />
        ),
      },
    ],
  },
  {
    component: 'StaleLine',
    stories: [
      { name: 'stale copy', content: <StaleLine asOf={detail.asOf} stale={stale} error={null} /> },
      {
        name: 'not read',
        content: <StaleLine asOf={detail.asOf} stale={null} error={new ApiError('offline', 0)} />,
      },
    ],
  },
  { component: 'JobSkeleton', stories: [{ name: 'usual', content: <JobSkeleton /> }] },
  {
    component: 'FailureCard',
    stories: [
      { name: 'known code', content: <FailureCard error={failed.error} /> },
      {
        name: 'other code',
        content: <FailureCard error={{ code: 'X.1', message: 'Something else.' }} />,
      },
      { name: 'without a reason', content: <FailureCard error={null} /> },
    ],
  },
  {
    component: 'JobTimeline',
    stories: jobStates.map((state) => ({
      name: state,
      content: <JobTimeline job={jobIn(state)} />,
    })),
  },
  {
    component: 'JobOutlook',
    stories: movingStories.map(({ name, job }) => ({
      name,
      content: (
        <WithQueries replies={[{ queryKey: queryKeys.session, reply: demoSession }]}>
          <JobOutlook job={job} />
        </WithQueries>
      ),
    })),
  },
  {
    component: 'VideoCard',
    stories: [
      { name: 'with subtitles', content: <VideoCard job={detail} /> },
      {
        name: 'without music and model',
        content: <VideoCard job={{ ...detail, music: null, modelAssetId: null }} />,
      },
    ],
  },
  {
    component: 'VoiceCard',
    stories: [
      {
        name: 'usual',
        content: <VoiceCard voice={{ assetId: 'asset-4', speed: 100, pitch: 100, volume: 140 }} />,
      },
      {
        name: 'unknown values',
        content: <VoiceCard voice={{ assetId: null, speed: null, pitch: null, volume: null }} />,
      },
    ],
  },
  {
    component: 'SceneList',
    stories: [
      {
        name: 'text and recording',
        content: <SceneList scenes={[textScene, audioScene]} speed={100} portrait={false} />,
      },
      {
        name: 'portrait, without text',
        content: <SceneList scenes={[{ ...textScene, text: null }]} speed={null} portrait />,
      },
      {
        name: 'many scenes',
        content: <SceneList scenes={manyScenes} speed={100} portrait={false} />,
      },
    ],
  },
  {
    component: 'RawJson',
    stories: [
      {
        name: 'usual',
        content: (
          <WithQueries replies={[{ queryKey: queryKeys.jobRaw(detail.id), reply: rawReply }]}>
            <RawJson job={detail} />
          </WithQueries>
        ),
      },
    ],
  },
];
