import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { jobList } from '../../api/job-list.ts';
import { createQueryClient } from '../../api/query-client.ts';
import { defaultView } from '../../lib/list-view.ts';
import { finished, listOf } from '../../testing/fixtures.ts';
import { useListView } from './use-list-view.ts';

/** More than a frame takes. */
const frameMs = 20;

/** Answers the questions that are open. */
let answer: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  const open: (() => void)[] = [];
  answer = () => {
    for (const reply of open.splice(0)) reply();
  };
  vi.stubGlobal('fetch', () => {
    const reply = () => Response.json(listOf(finished));
    return new Promise<Response>((resolve) => open.push(() => resolve(reply())));
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(at = '/') {
  let content: ReactNode = null;
  const router = createMemoryRouter(
    [
      { path: '/', Component: () => content },
      { path: '/jobs/:id', element: null },
    ],
    { initialEntries: [at] },
  );
  const client = createQueryClient();
  const { result } = renderHook(() => useListView(), {
    wrapper: ({ children }) => {
      content = children;
      return (
        <QueryClientProvider client={client}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      );
    },
  });
  return {
    router,
    client,
    view: () => result.current[0],
    change: (part: Parameters<(typeof result.current)[1]>[0]) => act(() => result.current[1](part)),
    search: () => router.state.location.search,
  };
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('changes the view when its rows are there', async () => {
  const { change, search } = open();
  await change({ states: ['FAILED'] });
  await pass(20);
  expect(search()).toBe('');
  answer();
  await pass(frameMs);
  expect(search()).toBe('?state=FAILED');
});

it('does not wait for slow rows', async () => {
  const { change, search } = open();
  await change({ states: ['FAILED'] });
  await pass(50);
  expect(search()).toBe('?state=FAILED');
});

it('keeps both of two changes that are made before the rows of the first are there', async () => {
  const { change, search } = open();
  await change({ states: ['FAILED'] });
  await change({ type: 'photo' });
  answer();
  await pass(frameMs);
  expect(search()).toBe('?state=FAILED&type=photo');
});

it('drops a change that waits when the page is left', async () => {
  const { change, router } = open();
  await change({ states: ['FAILED'] });
  await act(() => router.navigate('/jobs/1'));
  answer();
  await pass(200);
  expect(router.state.location.pathname + router.state.location.search).toBe('/jobs/1');
});

it('is the view of the address, the same object until that changes', async () => {
  const { view, change } = open('/?state=FAILED&page=3');
  const before = view();
  expect(before).toMatchObject({ states: ['FAILED'], page: 3 });
  await change({ page: 4 });
  expect(view()).toBe(before);
  await pass(50);
  expect(view()).toMatchObject({ states: ['FAILED'], page: 4 });
});

it.each([
  [{ type: 'photo' }, '?state=FAILED&type=photo'],
  [{ page: 4 }, '?state=FAILED&page=4'],
] as const)('begins at page 1, except where another page is wanted: %j', async (part, expected) => {
  const { change, search } = open('/?state=FAILED&page=3');
  await change(part);
  await pass(50);
  expect(search()).toBe(expected);
});

it('does not wait, and asks nothing, for rows that are there', async () => {
  const { change, search, client } = open();
  const asked = vi.spyOn(client, 'prefetchQuery');
  client.setQueryData(jobList({ ...defaultView, states: ['FAILED'] }).queryKey, listOf(finished));
  await change({ states: ['FAILED'] });
  await pass(frameMs);
  expect(search()).toBe('?state=FAILED');
  expect(asked).not.toHaveBeenCalled();
});

it('leaves the page where it was scrolled to', async () => {
  const { change, router } = open();
  await change({ states: ['FAILED'] });
  await pass(50);
  expect(router.state.preventScrollReset).toBe(true);
});

it('drops a change that waits when another view is opened', async () => {
  const { change, router, search } = open();
  await change({ states: ['FAILED'] });
  await act(() => router.navigate('/?type=photo'));
  answer();
  await pass(200);
  expect(search()).toBe('?type=photo');
});

it('writes the address once for two changes that are made together', async () => {
  const { change, router } = open();
  const addresses: string[] = [];
  router.subscribe(({ location }) => addresses.push(location.search));
  await change({ states: ['FAILED'] });
  await change({ type: 'photo' });
  await pass(200);
  expect(new Set(addresses)).toEqual(new Set(['?state=FAILED&type=photo']));
});
