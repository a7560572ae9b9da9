import { Header } from '../components/frame/Header.tsx';
import { SignIn } from '../components/frame/SignIn.tsx';
import { demoSession } from '../testing/fixtures.ts';
import { ignore, type StoryGroup } from './story.ts';

const refuse = () => Promise.reject(new Error('refused'));

export const frameStories: StoryGroup[] = [
  {
    component: 'Header',
    stories: [
      {
        name: 'demo',
        content: <Header session={demoSession} onRole={ignore} onLanguage={ignore} />,
      },
      {
        name: 'real account',
        content: (
          <Header
            session={{ ...demoSession, mode: 'dev', demo: false }}
            onRole={ignore}
            onLanguage={ignore}
          />
        ),
      },
      {
        name: 'no session',
        content: <Header session={undefined} onRole={ignore} onLanguage={ignore} />,
      },
    ],
  },
  {
    component: 'SignIn',
    stories: [
      { name: 'first time', content: <SignIn wasSignedIn={false} onToken={refuse} /> },
      { name: 'session ended', content: <SignIn wasSignedIn onToken={refuse} /> },
    ],
  },
];
