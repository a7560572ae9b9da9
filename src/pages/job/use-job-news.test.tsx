import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobDetail } from '../../../contract/job.ts';
import { createQueryClient } from '../../api/query-client.ts';
import { queryKeys } from '../../api/query-keys.ts';
import { detail, usual } from '../../testing/fixtures.ts';
import { useJobNews } from './use-job-news.ts';

const job: JobDetail = { ...detail, state: 'PROCESSING', usual: null, late: false };

let paths: string[];
let send: (event: string, data: object) => Promise<void>;
let client: ReturnType<typeof createQueryClient>;

beforeEach(() => {
  paths = [];
  client = createQueryClient();
  vi.stubGlobal('fetch', async (path: string) => {
    paths.push(path);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const write = (text: string) => controller.enqueue(new TextEncoder().encode(text));
        write(':\n\n');
        send = async (event, data) => {
          write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
          await settle();
        };
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const settle = () =>
  act(async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  });

/** The page of a job that is in the cache, with its stream. */
async function open(shown: JobDetail | null) {
  if (shown !== null) client.setQueryData(queryKeys.jobDetail(job.id), shown);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useJobNews(job.id), { wrapper });
  await settle();
  return result;
}

const isStale = () => client.getQueryState(queryKeys.jobDetail(job.id))?.isInvalidated;
const change = (changed: object[], gone: string[] = []) => send('change', { changed, gone });

describe('the stream of a job', () => {
  it('is of that job in all of time', async () => {
    const news = await open(job);
    expect(news.current).toBe('open');
    const query = new URL(paths[0] ?? '', 'http://x').searchParams;
    expect(paths[0]).toMatch(/^\/api\/stream\?/);
    expect(Object.fromEntries(query)).toEqual({
      jobId: job.id,
      since: '2019-01-01T00:00:00Z',
      limit: '1',
    });
  });

  it.each([
    ['has ended', { ...job, state: 'SUCCEED' } as const],
    ['is not there yet', null],
  ])('is not opened for a job that %s', async (_, shown) => {
    await open(shown);
    expect(paths).toEqual([]);
  });
});

describe('the job is read again', () => {
  it.each([
    ['state', 'SUCCEED'],
    ['updatedAt', '2030-01-01T00:00:00Z'],
    ['startedAt', '2030-01-01T00:00:00Z'],
    ['endedAt', '2030-01-01T00:00:00Z'],
    ['name', 'Another name'],
    ['late', true],
    ['usual', usual],
  ])('when a change tells of another %s', async (field, value) => {
    await open(job);
    await change([{ ...job, [field]: value }]);
    expect(isStale()).toBe(true);
  });

  it('when the job is gone', async () => {
    await open(job);
    await change([], [job.id]);
    expect(isStale()).toBe(true);
  });

  it('when the view that the stream begins with differs', async () => {
    await open(job);
    await send('view', { jobs: [job, { ...job, name: 'Another name' }] });
    expect(isStale()).toBe(true);
  });

  it('not when the stream tells what is shown', async () => {
    await open({ ...job, usual });
    await send('view', { jobs: [{ ...job, usual }] });
    await send('view', { jobs: [] });
    // How long it usually takes changes a little with every job that ends.
    await change([{ ...job, usual: { ...usual, median: usual.median + 1 } }]);
    await change([]);
    expect(isStale()).toBe(false);
  });
});
