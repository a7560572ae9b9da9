import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections at one time: every open page has a stream, of which there are 2000 at most, and some for its reads. */
const maxConnections = 5000;

/**
 * The HTTP server of the proxy. Slow senders are disconnected; idle connections last longer than those of a load balancer
 * (docs/promises.md#limits).
 */
export function createListener(listener: RequestListener, max = maxConnections): Server {
  // By default Node looks for overdue requests every 30 s only.
  const server = createServer({ connectionsCheckingInterval: 1000 }, listener);
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  limitConnections(server, max);
  return server;
}

/**
 * When there are more than `max` connections, closes the one that has been without a complete request for longest.
 * `server.maxConnections` would refuse the newest one instead: connections that never send a whole request would keep
 * everyone out until they are overdue.
 */
function limitConnections(server: Server, max: number): void {
  let open = 0;
  /** Connections without a complete request, in the order of their last reply or their start. */
  const waiting = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open++;
    waiting.add(socket);
    socket.once('close', () => {
      open--;
      waiting.delete(socket);
    });
    if (open <= max) return;
    const [oldest] = waiting;
    oldest?.destroy();
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
    const isComplete = () => waiting.delete(socket);
    if (length === '0' && encoding === undefined) isComplete();
    else request.once('end', isComplete);
    response.once('close', () => {
      if (!socket.destroyed) waiting.add(socket);
    });
  });
}
