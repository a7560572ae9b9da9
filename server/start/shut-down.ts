import type { Server } from 'node:http';
import type { Cancels } from '../cancel/cancels.ts';
import type { Logger } from '../lib/logger.ts';

/** How long cancels under way may take when we are told to stop. */
const drainMs = 15_000;

/** What there is to stop. */
export type Stoppable = {
  services: { cancels: Pick<Cancels, 'drain'> };
  logger: Logger;
  /** From now on `/readyz` says no and cancels are turned away. */
  drain(): void;
  close(): Promise<void>;
};

/**
 * Stops serving (reliability 3.6). While cancels end, the listener stays open, so that whoever balances load sees
 * `/readyz` say no rather than connections refused, and people learn what became of their cancel.
 */
export async function shutDown(server: Server, dailies: Stoppable): Promise<void> {
  dailies.drain();
  dailies.logger.info({ event: 'stopping' }, 'Stopping');
  await dailies.services.cancels.drain(drainMs);
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  // Answers just made get a moment to leave.
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 500))]);
  server.closeAllConnections();
  await dailies.close();
}
