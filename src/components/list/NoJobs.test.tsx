import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { showLanguage } from '../../lib/i18n.ts';
import { defaultView, type ListView } from '../../lib/list-view.ts';
import { coverage, finished, listOf } from '../../testing/fixtures.ts';
import { CoverageLine } from './CoverageLine.tsx';
import { NoJobs } from './NoJobs.tsx';

beforeEach(() => showLanguage('en'));
afterEach(cleanup);

const unreadable = (count: number) => ({
  ...listOf(),
  coverage: coverage(0, count),
});

function draw(list: ReturnType<typeof listOf>, view = defaultView) {
  render(
    <MantineProvider>
      <NoJobs view={view} list={list} onChange={() => undefined} />
    </MantineProvider>,
  );
}

it('says "no jobs" when MetaStudio said so', () => {
  draw(listOf());
  expect(screen.getByText('No jobs in this period')).toBeDefined();
});

it.each([
  ['WAITING', 'No job has been waiting for unusually long.'],
  ['PROCESSING', 'No job has been in production for unusually long.'],
] as const)('says that no job is late when late jobs in state %s are wanted', (state, words) => {
  const view: ListView = { ...defaultView, states: [state], late: true };
  draw(listOf(), view);
  expect(screen.getByText(words)).toBeDefined();
  cleanup();
  // With another filter, that would not be said of all jobs.
  draw(listOf(), { ...view, search: 'x' });
  expect(screen.queryByText(words)).toBeNull();
});

it.each([defaultView, { ...defaultView, search: 'x' }, { ...defaultView, page: 3 }])(
  'never says that there are no jobs while entries could not be read',
  (view) => {
    draw(unreadable(2), view);
    expect(screen.queryByText(/^No /)).toBeNull();
    expect(screen.getByText(/2 entries/)).toBeDefined();
  },
);

it.each([
  ['en', 1, '1 entry couldn’t be read'],
  ['en', 3, '3 entries couldn’t be read'],
  ['zh-CN', 3, '3 条记录无法读取'],
] as const)(
  'counts the unreadable entries in the coverage line in %s',
  async (language, count, words) => {
    await showLanguage(language);
    render(
      <MantineProvider>
        <CoverageLine
          list={{ ...listOf(finished), coverage: coverage(1, count) }}
          shown={1}
          readAt={null}
          failure={null}
          news="polls"
          onLive={() => undefined}
          onRefresh={() => undefined}
        />
      </MantineProvider>,
    );
    expect(screen.getByText(new RegExp(words))).toBeDefined();
  },
);
