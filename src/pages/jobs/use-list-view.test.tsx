import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '../../api/query-client.ts';
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

function open() {
  let content: ReactNode = null;
  const router = createMemoryRouter([
    { path: '/', Component: () => content },
    { path: '/jobs/:id', element: null },
  ]);
  const client = createQueryClient();
  const { result, rerender } = renderHook(() => useListView(), {
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
    rerender,
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
