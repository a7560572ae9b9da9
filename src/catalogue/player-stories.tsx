import { type JobMedia, mediaProblems } from '../../contract/media.ts';
import { jobStates } from '../../contract/state.ts';
import { queryKeys } from '../api/query-keys.ts';
import { PlayerPanel } from '../components/player/PlayerPanel.tsx';
import { finished, jobIn, noMedia } from '../testing/fixtures.ts';
import type { Story, StoryGroup } from './story.ts';
import { WithQueries } from './WithQueries.tsx';

function finishedWith(name: string, media: JobMedia): Story {
  return {
    name,
    content: (
      <WithQueries replies={[{ queryKey: queryKeys.jobMedia(finished.id), reply: media }]}>
        <PlayerPanel job={finished} />
      </WithQueries>
    ),
  };
}

export const playerStories: StoryGroup[] = [
  {
    component: 'PlayerPanel',
    stories: [
      ...jobStates
        .filter((state) => state !== 'SUCCEED')
        .map((state) => ({ name: state, content: <PlayerPanel job={jobIn(state)} /> })),
      ...mediaProblems.map((problem) => finishedWith(problem, { ...noMedia, problem })),
      finishedWith('cover on a host that is not allowed', { ...noMedia, mediaBlocked: true }),
      finishedWith('asset in an unknown state', { ...noMedia, unknownAssetState: 'ARCHIVED' }),
      finishedWith('file that cannot be played', {
        ...noMedia,
        problem: null,
        video: { url: '/gone.mp4', expiresAt: null, source: 'asset', fileType: 'MP4' },
        downloadUrl: '/gone.mp4',
        width: 1920,
        height: 1080,
        durationSeconds: 60,
        fileSizeBytes: 12_400_000,
      }),
    ],
  },
];
