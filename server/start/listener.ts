import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { answerBadRequests, replyWithoutUrl } from './bad-requests.ts';

/** Connections at one time: every open page has a stream, of which there are 2000 at most, and some for its reads. */
const maxConnections = 5000;

/**
 * The HTTP server of the proxy. Slow senders are disconnected; idle connections last longer than those of a load balancer
 * (docs/promises.md#limits).
 */
export function createListener(
  fetch: Parameters<typeof getRequestListener>[0],
  { https, max = maxConnections }: { https: boolean; max?: number },
): Server {
  const listener = getRequestListener(fetch, { errorHandler: replyWithoutUrl(https) });
  const server = createServer(
    // By default Node looks for overdue requests every 30 s only, and answers a missing `Host` before anything of ours.
    { connectionsCheckingInterval: 1000, requireHostHeader: false },
    (request, response) => void listener(request, response),
  );
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  limitConnections(server, max);
  answerBadRequests(server, https);
  return server;
}

/**
 * When there are more than `max` connections, closes the one that has been without a complete request for longest.
 * `server.maxConnections` would refuse the newest one instead: connections that never send a whole request would keep
 * everyone out until they are overdue.
 */
function limitConnections(server: Server, max: number): void {
  /** For each connection without a complete request the moment of its last reply, or its start; null for the others. */
  const waitingSince = new Map<Socket, number | null>();
  let moment = 0;
  server.on('connection', (socket: Socket) => {
    waitingSince.set(socket, moment++);
    socket.once('close', () => waitingSince.delete(socket));
    if (waitingSince.size > max) longestWaiting(waitingSince)?.destroy();
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
    // A connection that was closed meanwhile stays forgotten.
    const note = (since: number | null) => {
      if (waitingSince.has(socket)) waitingSince.set(socket, since);
    };
    if (length === '0' && encoding === undefined) note(null);
    else request.once('end', () => note(null));
    response.once('close', () => note(moment++));
  });
}

function longestWaiting(waitingSince: ReadonlyMap<Socket, number | null>): Socket | null {
  let longest: Socket | null = null;
  let first = Number.POSITIVE_INFINITY;
  for (const [socket, since] of waitingSince) {
    if (since === null || since >= first || socket.destroyed) continue;
    [longest, first] = [socket, since];
  }
  return longest;
}
