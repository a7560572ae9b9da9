import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useLive } from '../lib/preferences.ts';
import { useStream } from './use-stream.ts';

type Props = { stream: string | null; path: string };

let opened: { path: string; signal: AbortSignal }[];
let answer: () => Response;
let events: string[];
let visibility: DocumentVisibilityState;

beforeEach(() => {
  opened = [];
  events = [];
  visibility = 'visible';
  answer = () => streamOf('event: a\ndata: 1\n\n');
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  vi.stubGlobal('fetch', async (path: string, { signal }: { signal: AbortSignal }) => {
    opened.push({ path, signal });
    return answer();
  });
  useLive.setState({ live: true });
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  useLive.setState({ live: true });
});

/** A stream that sends this and stays open. */
function streamOf(text: string): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

/** A part of the page that follows a stream, once that has had time to open. */
async function follow(initialProps: Props) {
  const hook = renderHook(
    ({ stream, path }: Props) =>
      useStream(stream, {
        path: () => path,
        onEvent: (type, data) => events.push(`${path} ${type} ${data}`),
      }),
    { initialProps },
  );
  await settle();
  return hook;
}

const settle = () => act(() => new Promise((resolve) => setImmediate(resolve)));
const list: Props = { stream: 'list', path: '/api/stream?1' };

async function show(state: DocumentVisibilityState): Promise<void> {
  visibility = state;
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
}

describe('a stream', () => {
  it('is opened, brings events and is news', async () => {
    const { result } = await follow(list);
    await expect.poll(() => events).toEqual(['/api/stream?1 a 1']);
    await settle();
    expect(result.current).toBe('open');
    expect(opened.map(({ path }) => path)).toEqual(['/api/stream?1']);
  });

  it('is opening until its first bytes', async () => {
    answer = () => streamOf('');
    expect((await follow(list)).result.current).toBe('opening');
  });

  it('is no news without a key: the page polls', async () => {
    const { result } = await follow({ ...list, stream: null });
    expect(result.current).toBe('polls');
    expect(opened).toEqual([]);
  });

  it('is polled where the proxy has none', async () => {
    answer = () => new Response(null, { status: 204 });
    expect((await follow(list)).result.current).toBe('polls');
  });

  it('stays when only the path changes, and ends with its key', async () => {
    const { rerender } = await follow(list);
    rerender({ ...list, path: '/api/stream?2' });
    await settle();
    expect(opened).toHaveLength(1);
    rerender({ stream: 'other', path: '/api/stream?3' });
    await settle();
    expect(opened.map(({ path, signal }) => [path, signal.aborted])).toEqual([
      ['/api/stream?1', true],
      ['/api/stream?3', false],
    ]);
  });

  it('ends with the part of the page that follows it', async () => {
    const { unmount } = await follow(list);
    expect(opened[0]?.signal.aborted).toBe(false);
    unmount();
    expect(opened[0]?.signal.aborted).toBe(true);
  });

  it('ends while the page is paused, which is no news', async () => {
    const { result } = await follow(list);
    act(() => useLive.setState({ live: false }));
    expect(result.current).toBeNull();
    expect(opened[0]?.signal.aborted).toBe(true);
    act(() => useLive.setState({ live: true }));
    await settle();
    expect(opened).toHaveLength(2);
  });

  it('ends while the tab is hidden, and is opened again with it', async () => {
    await follow(list);
    await show('hidden');
    expect(opened.map(({ signal }) => signal.aborted)).toEqual([true]);
    await show('visible');
    expect(opened.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
});
