import { createParser } from 'eventsource-parser';

/** `opening` lasts until the first bytes; `down` means that the page must ask by itself, until the stream is open again. */
export type StreamStatus = 'opening' | 'open' | 'down';

/** What a page does with a stream. */
export type StreamUse = {
  /** The path with what the page has by now; read for each connection. */
  path: () => string;
  /** @param type null for an event without a name @param data JSON */
  onEvent: (type: string | null, data: string) => void;
  onStatus: (status: StreamStatus) => void;
  signal: AbortSignal;
};

/** A proxy on the way that keeps events back also keeps back the first bytes, which come at once. */
const openMs = 3_000;
/** The server sends something every 20 s: after this time without a byte the connection is dead. */
const silenceMs = 45_000;
/** A stream that breaks this often in a minute is no use. */
const maxBreaks = 3;
const minuteMs = 60_000;
/** Pause before the first reconnection, unless the server names one. */
const retryMs = 1_000;

type End = 'none' | 'unopened' | 'broken';

/**
 * Follows a stream of server-sent events and reconnects when it breaks, until the signal is aborted or there is no stream
 * (204). EventSource would not do: it tells neither of comments, which show that a quiet stream lives, nor why it failed
 * (docs/decisions/0017-a-stream-and-not-sockets.md).
 */
export async function followStream({ path, onEvent, onStatus, signal }: StreamUse): Promise<void> {
  let pauseMs = retryMs;
  let breaks: number[] = [];
  const parser = () =>
    createParser({
      onEvent: ({ event, data }) => onEvent(event ?? null, data),
      onRetry: (ms) => {
        pauseMs = ms;
      },
    });
  onStatus('opening');
  while (!signal.aborted) {
    pauseMs = retryMs;
    const { feed } = parser();
    const end = await readStream(path(), feed, () => onStatus('open'), signal);
    if (signal.aborted) return;
    if (end === 'broken') breaks = [...recent(breaks), Date.now()];
    const isDown = end !== 'broken' || breaks.length >= maxBreaks;
    onStatus(isDown ? 'down' : 'opening');
    if (end === 'none') return;
    await pause(isDown ? minuteMs : pauseMs, signal);
  }
}

const recent = (times: readonly number[]) => times.filter((time) => Date.now() - time < minuteMs);

/** Reads one connection until it ends. */
async function readStream(
  path: string,
  feed: (text: string) => void,
  onOpen: () => void,
  signal: AbortSignal,
): Promise<End> {
  const attempt = new AbortController();
  const stop = () => attempt.abort();
  let timer = setTimeout(stop, openMs);
  let isOpen = false;
  signal.addEventListener('abort', stop);
  // Chromium lets a connection live on without a network.
  window.addEventListener('offline', stop);
  try {
    const headers = { Accept: 'text/event-stream' };
    const response = await fetch(path, { headers, signal: attempt.signal });
    if (response.status === 204) return 'none';
    if (!isStream(response) || response.body === null) return 'unopened';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!isOpen) onOpen();
      isOpen = true;
      clearTimeout(timer);
      timer = setTimeout(stop, silenceMs);
      feed(value);
    }
  } catch {
    // The reason is of no use: the page asks for the list and shows why that fails.
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    window.removeEventListener('offline', stop);
    stop();
  }
  return isOpen ? 'broken' : 'unopened';
}

function isStream(response: Response): boolean {
  return (
    response.ok && response.headers.get('content-type')?.startsWith('text/event-stream') === true
  );
}

/** Waits, but not once the network is back or the signal is aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    window.addEventListener('online', end);
  });
}
