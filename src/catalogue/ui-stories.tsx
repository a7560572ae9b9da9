import { IconMovie } from '@tabler/icons-react';
import { isProblemCode, problems } from '../../contract/problem.ts';
import { BackLink } from '../components/ui/BackLink.tsx';
import { Button } from '../components/ui/Button.tsx';
import { Card, Facts } from '../components/ui/Card.tsx';
import { CopyButton } from '../components/ui/CopyButton.tsx';
import { Icon } from '../components/ui/Icon.tsx';
import { Nothing } from '../components/ui/Nothing.tsx';
import { Notice } from '../components/ui/Notice.tsx';
import { ProblemNotice } from '../components/ui/ProblemNotice.tsx';
import { ProblemText } from '../components/ui/ProblemText.tsx';
import { Select } from '../components/ui/Select.tsx';
import { StatusLine } from '../components/ui/StatusLine.tsx';
import { TextButton } from '../components/ui/TextButton.tsx';
import { TextField } from '../components/ui/TextField.tsx';
import { ApiError, type ClientProblemCode } from '../lib/api-error.ts';
import { ignore, type StoryGroup } from './story.ts';

const icon = <IconMovie size={26} stroke={1.6} />;

// The keys of an object are plain strings to TypeScript, so the two codes of the page come first and the rest is checked.
const problemCodes: ClientProblemCode[] = [
  'offline',
  'not_dailies',
  ...Object.keys(problems).filter(isProblemCode),
];

export const uiStories: StoryGroup[] = [
  {
    component: 'Button',
    stories: (['plain', 'primary', 'danger', 'quiet'] as const).flatMap((kind) => [
      { name: kind, content: <Button kind={kind}>Try again</Button> },
      {
        name: `${kind}, not possible`,
        content: (
          <Button kind={kind} aria-disabled>
            Try again
          </Button>
        ),
      },
    ]),
  },
  {
    component: 'Select',
    stories: [false, true].map((quiet) => ({
      name: quiet ? 'quiet' : 'with a frame',
      content: (
        <Select
          aria-label="Page size"
          quiet={quiet}
          value="20"
          options={[{ value: '20', label: '20 per page' }]}
          onChange={ignore}
        />
      ),
    })),
  },
  {
    component: 'TextField',
    stories: [null, 'Invalid ID'].map((error) => ({
      name: error === null ? 'usual' : 'with an error',
      content: (
        <TextField aria-label="Search" error={error} placeholder="Name" value="" onText={ignore} />
      ),
    })),
  },
  {
    component: 'Icon',
    stories: (['search', 'refresh', 'alert', 'late'] as const).map((name) => ({
      name,
      content: <Icon name={name} />,
    })),
  },
  {
    component: 'TextButton',
    stories: [
      { name: 'with a word', content: <TextButton>Refresh</TextButton> },
      { name: 'disabled', content: <TextButton disabled>Refresh</TextButton> },
    ],
  },
  {
    component: 'CopyButton',
    stories: [{ name: 'usual', content: <CopyButton value="job-1" label="Copy job ID" /> }],
  },
  { component: 'BackLink', stories: [{ name: 'usual', content: <BackLink to="/" /> }] },
  { component: 'Nothing', stories: [{ name: 'usual', content: <Nothing /> }] },
  {
    component: 'Card',
    stories: [
      {
        name: 'with facts and an action',
        content: (
          <Card title="Video" action={<CopyButton value="" label="Copy" />}>
            <Facts facts={[{ name: 'Codec', value: 'H264' }]} />
          </Card>
        ),
      },
    ],
  },
  {
    component: 'StatusLine',
    stories: [
      { name: 'fresh', content: <StatusLine warning={null}>Read just now</StatusLine> },
      { name: 'old', content: <StatusLine warning="This is old">The rest of the line</StatusLine> },
    ],
  },
  {
    component: 'Notice',
    stories: [
      {
        name: 'quiet, without an action',
        content: (
          <Notice icon={icon} title="No jobs" action={null}>
            The first one will be shown here.
          </Notice>
        ),
      },
      {
        name: 'bad',
        content: (
          <Notice icon={icon} title="It failed" tone="bad" action={<TextButton>Retry</TextButton>}>
            The reason in words.
          </Notice>
        ),
      },
    ],
  },
  {
    component: 'ProblemNotice',
    stories: [
      {
        name: 'usual',
        content: (
          <ProblemNotice
            error={new ApiError('upstream_timeout', 504)}
            title="Couldn’t load jobs"
            onRetry={ignore}
          />
        ),
      },
    ],
  },
  {
    component: 'ProblemText',
    stories: problemCodes.map((code) => ({
      name: code,
      content: <ProblemText code={code} requestId="5f2a" />,
    })),
  },
];
