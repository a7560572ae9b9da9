import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { ApiError, errorReply } from './errors.ts';
import type { Env } from './exchange.ts';
import { newRequestId } from './request-id.ts';
import { socketConnection } from './socket-connection.ts';

/** A node server for the app. It does not listen yet. */
export function serverFor(app: Hono<Env>): Server {
  const listener = getRequestListener(fetchOf(app), {
    // The simulator also runs inside the product and its tests: their global Request and Response stay as they are.
    overrideGlobalObjects: false,
    // Stands in for a missing Host header.
    hostname: '127.0.0.1',
    // Targets that are no URL (`*`, a bad Host header) cannot become a Request: no route and no journal sees them.
    errorHandler: () => errorReply(new ApiError(400, 'APIGW.0201', 'Bad request'), newRequestId()),
  });
  return createServer((incoming, outgoing) => void listener(incoming, outgoing));
}

/** The app as the adapter calls it: with the connection of the request. */
function fetchOf(app: Hono<Env>): Parameters<typeof getRequestListener>[0] {
  return (request, { incoming, outgoing }) => {
    // The adapter's types allow HTTP/2, which createServer of node:http does not speak.
    if (!(incoming instanceof IncomingMessage && outgoing instanceof ServerResponse)) {
      throw new TypeError('The simulator speaks HTTP/1.1 only');
    }
    return app.fetch(request, { connection: socketConnection(incoming, outgoing) });
  };
}

/**
 * Starts to listen on the loopback interface and returns the port; port 0 takes a free one.
 *
 * @throws when the port is taken.
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('The simulator listens on no TCP port'));
    });
  });
}

/** Stops listening and breaks the open connections. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
