import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { everyReply } from '../http/headers.ts';

/** What Node itself answers (nodejs.org/api/http.html, "Event: 'clientError'"); anything else is a 400. */
const statuses: Record<string, number> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/**
 * Answers what cannot be read as a request, and never reaches the app. Node would do it without the headers that every reply
 * has (docs/promises.md#response-headers).
 */
export function answerBadRequests(server: Server, https: boolean): void {
  const lastReplies = new WeakMap<Duplex, ServerResponse>();
  const headers = Object.entries({ ...everyReply(https), connection: 'close' });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
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
