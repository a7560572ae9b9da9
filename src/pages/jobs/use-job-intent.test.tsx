import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { createQueryClient } from '../../api/query-client.ts';
import { finished, waiting } from '../../testing/fixtures.ts';
import { useJobIntent } from './use-job-intent.ts';

let asked: string[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return Response.json({});
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function draw(loadPage = vi.fn(async () => undefined)) {
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result, rerender } = renderHook(() => useJobIntent(loadPage), { wrapper });
  return {
    intent: result.current,
    again: () => {
      rerender();
      return result.current;
    },
    loadPage,
  };
}

async function press(job: Job): Promise<void> {
  const { intent } = draw();
  await act(async () => intent.press(job));
}

it('loads the code of the page while the pointer is near, and no job', async () => {
  const { intent, loadPage } = draw();
  await act(async () => intent.near());
  expect(loadPage).toHaveBeenCalledTimes(1);
  expect(asked).toEqual([]);
});

it('does not mind when the code cannot be loaded: the router tells when the page opens', async () => {
  const loadPage = vi.fn(() => Promise.reject(new Error('gone')));
  const { intent } = draw(loadPage);
  await act(async () => intent.near());
  expect(loadPage).toHaveBeenCalledTimes(1);
});

it('loads the job when its row is pressed', async () => {
  await press({ ...waiting, id: 'a', type: '2d' });
  expect(asked).toEqual(['/api/jobs/a?type=2d']);
});

it('loads the links of its video too when it has finished', async () => {
  await press({ ...finished, id: 'a', type: 'photo' });
  expect(asked).toEqual(['/api/jobs/a?type=photo', '/api/jobs/a/media?type=photo']);
});

it('is the same object for every row', () => {
  const { intent, again } = draw();
  expect(again()).toBe(intent);
});
