import type { Server } from 'node:http';
import type { Cancels } from '../cancel/cancels.ts';
import type { Logger } from '../lib/logger.ts';

/** How long a shutdown waits for cancels under way. */
const drainMs = 15_000;

/** The parts of the proxy that a shutdown uses. */
export type Stoppable = {
  services: { cancels: Pick<Cancels, 'drain'> };
  logger: Logger;
  /** From now on `/readyz` answers 503 and cancels are refused. */
  drain(): void;
  close(): Promise<void>;
};

/**
 * Stops serving (docs/promises.md#shutdown). The listener stays open while cancels end: a load balancer then sees 503 at
 * `/readyz` instead of refused connections, and people get the outcome of their cancel.
 */
export async function shutDown(server: Server, dailies: Stoppable): Promise<void> {
  dailies.drain();
  dailies.logger.info({ event: 'stopping' }, 'Stopping');
  await dailies.services.cancels.drain(drainMs);
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  // Replies that are complete get half a second to be sent.
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500))]);
  server.closeAllConnections();
  await dailies.close();
}
