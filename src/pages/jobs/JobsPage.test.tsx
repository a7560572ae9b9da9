import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Profiler } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JobList } from '../../../contract/job.ts';
import { createQueryClient } from '../../api/query-client.ts';
import { showLanguage } from '../../lib/i18n.ts';
import { finished, listOf } from '../../testing/fixtures.ts';
import { JobsPage } from './JobsPage.tsx';

let tableRenders = 0;
const rowRenders: string[] = [];

// The real table, with a counter around it.
vi.mock('../../components/list/table/JobTable.tsx', async (original) => {
  const { JobTable } = await original<typeof import('../../components/list/table/JobTable.tsx')>();
  return {
    JobTable: (props: Parameters<typeof JobTable>[0]) => (
      <Profiler id="table" onRender={() => (tableRenders += 1)}>
        <JobTable {...props} />
      </Profiler>
    ),
  };
});

// The real summary, which renders once with its row.
vi.mock('../../components/list/table/JobSummary.tsx', async (original) => {
  const { JobSummary } =
    await original<typeof import('../../components/list/table/JobSummary.tsx')>();
  return {
    JobSummary: (props: Parameters<typeof JobSummary>[0]) => {
      rowRenders.push(props.job.id);
      return <JobSummary {...props} />;
    },
  };
});

let list: JobList;
let etag: string;
let notModified = 0;
let replies = 0;
/** What the proxy answers to a walk that began earlier; null when that is the list itself. */
let held: JobList | null = null;

/** The proxy's reply: the list with its ETag, and 404 for everything else. */
function reply(path: string, init?: RequestInit): Response {
  if (!path.startsWith('/api/jobs?')) return Response.json({ code: 'not_found' }, { status: 404 });
  replies += 1;
  if (held !== null && path.includes('&at=')) return Response.json(held);
  if (new Headers(init?.headers).get('If-None-Match') === etag) {
    notModified += 1;
    return new Response(null, { status: 304, headers: { ETag: etag } });
  }
  return Response.json(list, { headers: { ETag: etag } });
}

beforeEach(async () => {
  held = null;
  vi.useFakeTimers({ shouldAdvanceTime: true });
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => reply(path, init));
  await showLanguage('en');
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function draw() {
  const page = <JobsPage loadJobPage={() => Promise.resolve()} />;
  const router = createMemoryRouter([{ path: '/', element: page }]);
  render(
    <QueryClientProvider client={createQueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

/** Lets time pass until the page has polled; it gives up with the test's own time. */
async function poll() {
  const asked = replies;
  while (replies === asked) await act(() => vi.advanceTimersByTimeAsync(1_000));
}

it('renders no row after an unchanged poll, and one row after a change of one job', async () => {
  list = listOf(finished, { ...finished, id: 'job-2', name: 'Second' });
  etag = 'W/"1"';
  draw();
  await screen.findByText('Second');
  const before = tableRenders;
  expect(before).toBeGreaterThan(0);
  await poll();
  await poll();
  expect(notModified).toBe(2);
  expect(tableRenders).toBe(before);

  rowRenders.length = 0;
  list = listOf(finished, { ...finished, id: 'job-2', name: 'Second, renamed' });
  etag = 'W/"2"';
  await poll();
  await screen.findByText('Second, renamed');
  expect(new Set(rowRenders)).toEqual(new Set(['job-2']));

  // The changed list, of which only one row is new, is asked for by its own ETag.
  await poll();
  expect(notModified).toBe(3);
});

it('shows what arrives at once where no row is shown, and holds the rows otherwise', async () => {
  const empty = listOf();
  list = empty;
  etag = 'W/"3"';
  draw();
  await screen.findByText('No jobs in this period');
  held = { ...empty, anchor: { version: 'epoch.1', total: 0, arrived: 1 } };
  list = listOf(finished);
  etag = 'W/"4"';
  await poll();
  await screen.findByText('新品发布');

  held = { ...list, anchor: { version: 'epoch.1', total: 1, arrived: 1 } };
  list = listOf(finished, { ...finished, id: 'job-2', name: 'Second' });
  await poll();
  await screen.findByText('1 new job');
  expect(screen.queryByText('Second')).toBeNull();
});
