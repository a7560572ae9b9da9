// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followStream, type StreamStatus } from './stream.ts';

/** A connection that the test writes to and ends. */
class Connection {
  readonly path: string;
  readonly signal: AbortSignal;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #answer: (response: Response) => void = () => undefined;
  readonly response: Promise<Response>;

  constructor(path: string, signal: AbortSignal) {
    this.path = path;
    this.signal = signal;
    this.response = new Promise((resolve, reject) => {
      this.#answer = resolve;
      signal.addEventListener('abort', () => {
        reject(signal.reason);
        this.#controller?.error(signal.reason);
      });
    });
  }

  open(): void {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.#answer(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
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
  vi.stubGlobal('fetch', (path: string, { signal }: { signal: AbortSignal }) => {
    const connection = new Connection(path, signal);
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
