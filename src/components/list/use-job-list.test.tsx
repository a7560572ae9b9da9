import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobList } from '../../../contract/job.ts';
import { createQueryClient } from '../../api/query-client.ts';
import { defaultView, type ListView } from '../../lib/list-view.ts';
import { finished, listOf, waiting } from '../../testing/fixtures.ts';
import { useJobList } from './use-job-list.ts';
import { useListIntent } from './use-list-intent.ts';
import { useListNews } from './use-list-news.ts';

let asked: string[];
let answer: (path: string) => Response | Promise<Response>;

beforeEach(() => {
  asked = [];
  answer = () => Response.json(listOf(waiting));
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return await answer(path);
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const failed: ListView = { ...defaultView, states: ['FAILED'] };
const settle = () =>
  act(async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  });

/** A hook of the list in a page, with its properties. */
async function draw<P, R>(hook: (props: P) => R, initialProps: P) {
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result, rerender } = renderHook(hook, { initialProps, wrapper });
  await settle();
  const show = async (props: P) => {
    rerender(props);
    await settle();
  };
  return { result, show, client };
}

describe('the jobs of a view', () => {
  it('are those of the view before, marked as such, until its own are there', async () => {
    const { result, show } = await draw(useJobList, defaultView);
    await waitFor(() => expect(result.current.list?.jobs).toEqual([waiting]));
    expect(result.current).toMatchObject({ isStale: false, error: null });
    let reply: () => void = () => undefined;
    answer = () =>
      new Promise((resolve) => {
        reply = () => resolve(Response.json(listOf(finished)));
      });
    await show(failed);
    expect(result.current.isStale).toBe(true);
    expect(result.current.list?.jobs).toEqual([waiting]);
    reply();
    await waitFor(() => expect(result.current.isStale).toBe(false));
    expect(result.current.list?.jobs).toEqual([finished]);
    // Other jobs are no news of the ones before.
    expect(result.current.changes.latest).toEqual([]);
  });

  it('are none when those of a new view cannot be read, and can be asked for again', async () => {
    const { result, show } = await draw(useJobList, defaultView);
    await waitFor(() => expect(result.current.list?.jobs).toEqual([waiting]));
    answer = () => Response.json({ code: 'busy' }, { status: 503 });
    await show(failed);
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'busy' }));
    expect(result.current.list).toBeUndefined();
    answer = () => Response.json(listOf(finished));
    result.current.retry();
    await waitFor(() => expect(result.current.list?.jobs).toEqual([finished]));
  });

  it('stay when a later read of the same view fails', async () => {
    const { result } = await draw(useJobList, defaultView);
    await waitFor(() => expect(result.current.list?.jobs).toEqual([waiting]));
    answer = () => Response.json({ code: 'busy' }, { status: 503 });
    result.current.retry();
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'busy' }));
    expect(result.current.list?.jobs).toEqual([waiting]);
  });

  it('tell which of them have changed', async () => {
    const { result } = await draw(useJobList, defaultView);
    await waitFor(() => expect(result.current.list?.jobs).toEqual([waiting]));
    answer = () =>
      Response.json({ ...listOf({ ...waiting, state: 'PROCESSING' }), version: 'epoch.2' });
    result.current.retry();
    const latest = [{ id: waiting.id, to: 'PROCESSING' }];
    await waitFor(() => expect(result.current.changes.latest).toEqual(latest));
  });

  it('are the latest when that is wanted', async () => {
    const { result } = await draw(useJobList, defaultView);
    const next = listOf(finished, waiting);
    answer = () =>
      Response.json({
        ...next,
        version: 'other.1',
        anchor: { ...next.anchor, version: 'other.1' },
      });
    await act(() => result.current.showLatest());
    await waitFor(() => expect(result.current.list?.jobs).toEqual([finished, waiting]));
  });
});

it('asks for the view that a change leads to, from its first page on', async () => {
  const { result } = await draw(useListIntent, { ...defaultView, page: 4 });
  const intent = result.current;
  await act(async () => intent({ states: ['FAILED'] }));
  const [query] = asked.map((path) => new URL(path, 'http://x').searchParams);
  expect([query?.get('state'), query?.get('offset')]).toEqual(['FAILED', '0']);
  expect(result.current).toBe(intent);
});

describe('the stream of a list', () => {
  const hook = ({ view, list }: { view: ListView; list: JobList | undefined }) =>
    useListNews(view, list);
  const streams = () => asked.filter((path) => path.startsWith('/api/stream'));
  const anchored = (version: string): JobList => {
    const list = listOf(waiting);
    return { ...list, anchor: { version, total: 1, arrived: 0 } };
  };

  beforeEach(() => {
    answer = () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          const event = `event: view\ndata: ${JSON.stringify(anchored('epoch.1'))}\n\n`;
          controller.enqueue(new TextEncoder().encode(event));
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    };
  });

  it('is one for each view and order, and brings its rows', async () => {
    const { result, show, client } = await draw(hook, { view: defaultView, list: anchored('e.1') });
    await waitFor(() => expect(result.current).toBe('open'));
    expect(client.getQueriesData({ queryKey: ['jobList'] })).toHaveLength(1);
    await show({ view: defaultView, list: { ...anchored('e.1'), version: 'e.2' } });
    expect(streams()).toHaveLength(1);
    await show({ view: defaultView, list: anchored('e.9') });
    await show({ view: failed, list: anchored('e.9') });
    expect(streams()).toHaveLength(3);
  });

  it.each([
    ['is not there yet', undefined],
    ['MetaStudio answers', { ...listOf(waiting), source: 'metastudio' } as const],
    ['has no order', { ...listOf(waiting), anchor: null }],
  ])('does not exist for one that %s', async (_, list) => {
    const { result } = await draw(hook, { view: defaultView, list });
    expect(result.current).toBe('polls');
    expect(asked).toEqual([]);
  });
});
