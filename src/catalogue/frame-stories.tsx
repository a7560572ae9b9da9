import { Header } from '../components/frame/Header.tsx';
import { NewMediaHostBar } from '../components/frame/NewMediaHost.tsx';
import { SignIn } from '../components/frame/SignIn.tsx';
import { demoSession } from '../testing/fixtures.ts';
import { ignore, type StoryGroup } from './story.ts';

const refuse = () => Promise.reject(new Error('refused'));
const token = { mode: 'dev', problem: null, returnTo: '/', onToken: refuse } as const;

export const frameStories: StoryGroup[] = [
  {
    component: 'Header',
    stories: [
      {
        name: 'demo',
        content: (
          <Header session={demoSession} onRole={ignore} onSignOut={ignore} onLanguage={ignore} />
        ),
      },
      {
        name: 'real account',
        content: (
          <Header
            session={{ ...demoSession, mode: 'oidc', demo: false }}
            onRole={ignore}
            onSignOut={ignore}
            onLanguage={ignore}
          />
        ),
      },
      {
        name: 'no session',
        content: (
          <Header session={undefined} onRole={ignore} onSignOut={ignore} onLanguage={ignore} />
        ),
      },
    ],
  },
  {
    component: 'NewMediaHost',
    stories: [{ name: 'a bucket that is new', content: <NewMediaHostBar onReload={ignore} /> }],
  },
  {
    component: 'SignIn',
    stories: [
      { name: 'first time', content: <SignIn {...token} wasSignedIn={false} /> },
      { name: 'session ended', content: <SignIn {...token} wasSignedIn /> },
      { name: 'single sign-on', content: <SignIn {...token} mode="oidc" wasSignedIn={false} /> },
      {
        name: 'single sign-on, session ended',
        content: <SignIn {...token} mode="oidc" wasSignedIn />,
      },
      {
        name: 'no role',
        content: <SignIn {...token} mode="header" problem="no_role" wasSignedIn={false} />,
      },
    ],
  },
];
