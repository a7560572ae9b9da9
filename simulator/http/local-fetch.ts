import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import type { Connection, Delivery } from './connection.ts';
import type { Env } from './exchange.ts';

/** The part of fetch that clients of MetaStudio use. */
export type LocalFetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * A fetch that calls the app in this process. Faults of the connection end it as they end fetch: with an error, in the
 * middle of the body, or never. It follows no redirect.
 */
export function localFetch(app: Hono<Env>): LocalFetch {
  return async (url, init = {}) => {
    const request = new Request(url, init);
    const { signal } = request;
    signal.throwIfAborted();
    const connection = localConnection(request);
    const reply = await untilAborted(signal, Promise.resolve(app.fetch(request, { connection })));
    switch (connection.end()) {
      case 'hang':
        return await untilAborted(signal, new Promise<never>(() => undefined));
      case 'reset':
        throw new TypeError('fetch failed', { cause: connectionReset() });
      case 'reply':
        return unpacked(reply);
    }
  };
}

type End = 'reply' | 'hang' | 'reset';

/** The connection of a call in this process; `end` tells what became of it. */
function localConnection(request: Request): Connection & { end: () => End } {
  const { method, signal } = request;
  const { host, pathname, search } = new URL(request.url);
  const headerPairs = [['host', host] as const, ...request.headers];
  let end: End = 'reply';
  const endWith = (other: End) => {
    end = other;
    return new Response(null);
  };
  return {
    method,
    target: pathname + search,
    headers: Object.fromEntries(headerPairs),
    headerPairs,
    isClosed: () => signal.aborted,
    hang: () => endWith('hang'),
    reset: () => endWith('reset'),
    sendFaulty: ({ status, headers, body }, delivery) =>
      new Response(ReadableStream.from(pieces(body, delivery)), { status, headers }),
    end: () => end,
  };
}

/** The pieces of a body in the way of a fault. @throws the error of a broken connection, in the middle */
async function* pieces(body: Uint8Array, delivery: Delivery): AsyncGenerator<Uint8Array> {
  switch (delivery.way) {
    case 'truncate':
      yield body.subarray(0, Math.floor(body.length / 2));
      throw new TypeError('terminated', { cause: connectionReset() });
    case 'reset':
      yield body.subarray(0, delivery.afterBytes);
      throw new TypeError('terminated', { cause: connectionReset() });
    case 'drip':
      for (let sent = 0; sent < body.length; sent += delivery.bytes) {
        yield body.subarray(sent, sent + delivery.bytes);
        await setTimeout(delivery.everyMs);
      }
      return;
    default:
      yield body;
  }
}

/** As fetch does it: the reply's bytes are those before compression. */
async function unpacked(reply: Response): Promise<Response> {
  if (reply.headers.get('content-encoding') !== 'gzip') return reply;
  const { status, headers } = reply;
  return new Response(gunzipSync(await reply.arrayBuffer()), { status, headers });
}

function connectionReset(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
}

/** The result of a call, or the signal's reason as soon as it is aborted. */
async function untilAborted<T>(signal: AbortSignal, result: Promise<T>): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
