import { jobStates } from '../../contract/state.ts';
import { Cover } from '../components/job/Cover.tsx';
import { Elapsed } from '../components/job/Elapsed.tsx';
import { JobId } from '../components/job/JobId.tsx';
import { LateMark } from '../components/job/LateMark.tsx';
import { StateBadge } from '../components/job/StateBadge.tsx';
import { finished, jobIn, waiting } from '../testing/fixtures.ts';
import { movingStories } from './moving-jobs.ts';
import type { StoryGroup } from './story.ts';

const longId = '26f06524-4f75-4b3a-a853-b649a21aaf66';

export const jobStories: StoryGroup[] = [
  {
    component: 'StateBadge',
    stories: jobStates.map((state) => ({
      name: state,
      content: <StateBadge state={state} rawState={jobIn(state).rawState} />,
    })),
  },
  {
    component: 'Elapsed',
    stories: [
      ...jobStates.map((state) => ({ name: state, content: <Elapsed job={jobIn(state)} /> })),
      ...movingStories.map(({ name, job }) => ({ name, content: <Elapsed job={job} /> })),
    ],
  },
  { component: 'LateMark', stories: [{ name: 'usual', content: <LateMark /> }] },
  {
    component: 'Cover',
    stories: [
      { name: 'none', content: <Cover job={waiting} /> },
      { name: 'frozen', content: <Cover job={jobIn('BLOCK')} /> },
      { name: 'host not allowed', content: <Cover job={{ ...finished, mediaBlocked: true }} /> },
      ...['/favicon.svg', '/gone.png'].map((url) => ({
        name: url === '/gone.png' ? 'broken link' : 'picture',
        content: <Cover job={{ ...finished, cover: { url, expiresAt: null } }} />,
      })),
    ],
  },
  {
    component: 'JobId',
    stories: [
      { name: 'short', content: <JobId id={longId} label="job ID" /> },
      { name: 'whole', content: <JobId id={longId} label="job ID" whole /> },
    ],
  },
];
