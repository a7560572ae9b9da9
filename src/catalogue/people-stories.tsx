import { PeopleSkeleton } from '../components/people/PeopleSkeleton.tsx';
import { PeopleTable, type ShownPerson } from '../components/people/PeopleTable.tsx';
import { ignore, type StoryGroup } from './story.ts';

const lastSeenAt = '2026-05-20T10:00:00Z';
const people: ShownPerson[] = [
  { id: 'ada', name: 'Ada', role: 'admin', lastSeenAt, sessions: 1 },
  {
    id: '8f1e6c1a-77aa-4be7-9d7b-0b6a3c1f2d10',
    name: '王芳',
    role: 'producer',
    lastSeenAt,
    sessions: 2,
  },
  { id: 'vera', name: 'vera', role: 'viewer', lastSeenAt, sessions: 0 },
];

export const peopleStories: StoryGroup[] = [
  {
    component: 'PeopleTable',
    stories: [
      {
        name: 'single sign-on',
        content: <PeopleTable people={people} self="ada" onEnd={ignore} />,
      },
      {
        name: 'behind a proxy',
        content: (
          <PeopleTable
            people={people.map((person) => ({ ...person, sessions: null }))}
            self="ada"
            onEnd={ignore}
          />
        ),
      },
    ],
  },
  { component: 'PeopleSkeleton', stories: [{ name: 'loading', content: <PeopleSkeleton /> }] },
];
