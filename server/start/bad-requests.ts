import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { RequestError } from '@hono/node-server';
import { everyReply } from '../http/headers.ts';

/** What Node itself answers (nodejs.org/api/http.html, "Event: 'clientError'"); anything else is a 400. */
const statuses: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

const headersOf = (https: boolean) => ({ ...everyReply(https), connection: 'close' });

/**
 * Answers what cannot be read as a request, or expects what no one can do, and never reaches the app. Node would do it without
 * the headers that every reply has (docs/promises.md#response-headers).
 */
export function answerBadRequests(server: Server, https: boolean): void {
  const lastReplies = new WeakMap<Duplex, ServerResponse>();
  const headers = headersOf(https);
  const lines = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  server.on('checkExpectation', (_, response) => response.writeHead(417, headers).end());
  server.on('request', ({ socket }, response) => {
    lastReplies.set(socket, response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const last = lastReplies.get(socket);
    // In the middle of a reply it would be taken for a part of that.
    const isWithinReply = last?.headersSent && !last.writableFinished;
    if (isWithinReply || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = statuses[error.code ?? ''] ?? 400;
    const text = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n`;
    socket.end(text, () => socket.destroy());
  });
}

/**
 * What node-server answers to a request of which it can make no URL: without `Host`, or with a target or a `Host` that is
 * none. By default it sends no headers either.
 */
export function replyWithoutUrl(https: boolean) {
  const headers = headersOf(https);
  return (error: unknown) =>
    new Response(null, { status: error instanceof RequestError ? 400 : 500, headers });
}
