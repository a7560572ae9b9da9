// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followStream, type StreamStatus } from './stream.ts';

/** A connection that the test writes to and ends. */
class Connection {
  readonly path: string;
  readonly signal: AbortSignal;
  readonly headers: Headers;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #answer: (response: Response) => void = () => undefined;
  readonly response: Promise<Response>;

  constructor(path: string, signal: AbortSignal, headers: HeadersInit) {
    this.path = path;
    this.headers = new Headers(headers);
    this.signal = signal;
    this.response = new Promise((resolve, reject) => {
      this.#answer = resolve;
      signal.addEventListener('abort', () => {
        reject(signal.reason);
        this.#controller?.error(signal.reason);
      });
    });
  }

  /** Begins to answer, with nothing so far. */
  open(init: ResponseInit = { headers: { 'content-type': 'text/event-stream' } }): void {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.#answer(new Response(body, init));
  }

  refuse(status: number): void {
    this.#answer(new Response(null, { status }));
  }

  write(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#controller?.close();
  }
}

let connections: Connection[];
let statuses: StreamStatus[];
let events: [string | null, string][];
let stop: AbortController;

const last = () => {
  const connection = connections.at(-1);
  if (connection === undefined) throw new Error('There is no connection.');
  return connection;
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Opens the newest connection with its first bytes. */
async function open(): Promise<void> {
  last().open();
  last().write(': beat\n\n');
  await pass(0);
}

beforeEach(async () => {
  vi.useFakeTimers();
  connections = [];
  statuses = [];
  events = [];
  stop = new AbortController();
  type Init = { signal: AbortSignal; headers: HeadersInit };
  vi.stubGlobal('fetch', (path: string, { signal, headers }: Init) => {
    const connection = new Connection(path, signal, headers);
    connections.push(connection);
    return connection.response;
  });
  void followStream({
    path: () => `/stream?${connections.length}`,
    onEvent: (type, data) => events.push([type, data]),
    onStatus: (status) => statuses.push(status),
    signal: stop.signal,
  });
  await pass(0);
});

afterEach(() => {
  stop.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a stream', () => {
  it('is open from its first bytes, and hands on events cut anywhere', async () => {
    last().open();
    await pass(0);
    expect(statuses).toEqual(['opening']);
    last().write(': be');
    await pass(0);
    expect(statuses).toEqual(['opening', 'open']);
    last().write('at\n\nevent: view\nid: 1\nda');
    last().write('ta: {"a":1}\n\ndata: {}\n\n');
    await pass(0);
    expect(events).toEqual([
      ['view', '{"a":1}'],
      [null, '{}'],
    ]);
  });

  it('is given up for a minute when nothing arrives within 3 s', async () => {
    last().open();
    await pass(2999);
    expect(statuses).toEqual(['opening']);
    await pass(1);
    expect(statuses).toEqual(['opening', 'down']);
    expect(last().signal.aborted).toBe(true);
    await pass(59_999);
    expect(connections).toHaveLength(1);
    await pass(1);
    await open();
    expect(statuses).toEqual(['opening', 'down', 'open']);
  });

  it('lives on comments, and is opened again after 45 s of silence', async () => {
    await open();
    await pass(44_000);
    last().write(': beat\n\n');
    await pass(44_000);
    expect(statuses).toEqual(['opening', 'open']);
    await pass(1_000);
    expect(statuses).toEqual(['opening', 'open', 'opening']);
    await pass(1_000);
    expect(connections.map(({ path }) => path)).toEqual(['/stream?0', '/stream?1']);
  });

  it('is opened again at the time that the server names', async () => {
    await open();
    last().write('retry: 7000\n\n');
    last().end();
    await pass(6_999);
    expect(connections).toHaveLength(1);
    await pass(1);
    expect(connections).toHaveLength(2);
  });

  it('is given up for a minute when it breaks three times in one', async () => {
    for (let i = 0; i < 3; i++) {
      await open();
      last().end();
      await pass(1_000);
    }
    expect(statuses.at(-1)).toBe('down');
    expect(connections).toHaveLength(3);
    await pass(59_000);
    expect(connections).toHaveLength(4);
  });

  it('is not given up when it breaks once in a while', async () => {
    for (let i = 0; i < 4; i++) {
      await open();
      for (let beats = 0; beats < 2; beats++) {
        await pass(20_000);
        last().write(': beat\n\n');
      }
      last().end();
      await pass(1_000);
    }
    expect(statuses).not.toContain('down');
  });

  it.each([401, 404, 503])('is given up for a minute after a status of %i', async (status) => {
    last().refuse(status);
    await pass(0);
    expect(statuses).toEqual(['opening', 'down']);
    await pass(60_000);
    expect(connections).toHaveLength(2);
  });

  it('asks for events', () => {
    expect(last().headers.get('accept')).toBe('text/event-stream');
  });

  it.each<[string, ResponseInit]>([
    ['a page', { headers: { 'content-type': 'text/html; x=text/event-stream' } }],
    ['a body without a type', {}],
    ['an error', { status: 502, headers: { 'content-type': 'text/event-stream' } }],
  ])('is none when the reply is %s, whatever arrives', async (_, init) => {
    last().open(init);
    last().write('data: {}\n\n');
    await pass(1_000);
    expect(statuses).toEqual(['opening', 'down']);
    expect(events).toEqual([]);
    await pass(58_999);
    expect(connections).toHaveLength(1);
  });

  it('may name the encoding of its text', async () => {
    last().open({ headers: { 'content-type': 'text/event-stream;charset=utf-8' } });
    last().write('data: {}\n\n');
    await pass(0);
    expect(statuses).toEqual(['opening', 'open']);
  });

  it('leaves no listener and no timer behind', async () => {
    const added = vi.spyOn(window, 'addEventListener');
    const removed = vi.spyOn(window, 'removeEventListener');
    await open();
    last().end();
    await pass(1_000);
    await open();
    stop.abort();
    await pass(0);
    expect(vi.getTimerCount()).toBe(0);
    const times = (spy: typeof added | typeof removed, name: string) =>
      spy.mock.calls.filter(([one]) => one === name).length;
    // The first connection was opened before they were counted.
    expect(times(removed, 'offline')).toBe(times(added, 'offline') + 1);
    expect(times(removed, 'online')).toBe(times(added, 'online'));
    vi.restoreAllMocks();
  });

  it('is given up for good when there is none', async () => {
    last().refuse(204);
    await pass(3_600_000);
    expect(statuses).toEqual(['opening', 'down']);
    expect(connections).toHaveLength(1);
  });

  it('ends with the network and is opened as soon as that is back', async () => {
    await open();
    window.dispatchEvent(new Event('offline'));
    await pass(1_000);
    expect(connections).toHaveLength(2);
    window.dispatchEvent(new Event('offline'));
    await pass(0);
    expect(statuses.at(-1)).toBe('down');
    window.dispatchEvent(new Event('online'));
    await pass(0);
    expect(connections).toHaveLength(3);
  });

  it('ends with the page, and says nothing more', async () => {
    await open();
    stop.abort();
    await pass(3_600_000);
    expect(connections).toHaveLength(1);
    expect(statuses).toEqual(['opening', 'open']);
  });
});
