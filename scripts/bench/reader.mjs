// The mirror of a tenant and what reads it, as the product puts them together; only the rate of reading is not limited.
import { part } from './source.mjs';

/** Creates them. `stopClock` ends the time: from then on nothing is read. */
export async function createReader({ url, projectId, ak, sk }) {
  const { Authoriser } = await part('authorise');
  const { MetaStudioClient, defaultBudgets } = await part('client');
  const { createMirror } = await part('createMirror');
  const { JobFinder } = await part('finder');
  const { RateLimiter } = await part('limiter');
  const { mediaLinks } = await part('links');
  const { createLogger } = await part('logger');
  const { Transport } = await part('transport');
  // The rest of the server, for its share of the memory.
  await part('proxy');
  let stopped = null;
  const clock = {
    now: () => stopped ?? Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
    timeout: (ms) => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), ms);
      return { signal: controller.signal, clear: () => clearTimeout(timer) };
    },
  };
  const logger = createLogger('error', [], process.stderr);
  const authoriser = new Authoriser({ kind: 'key', key: { ak, sk, securityToken: null } }, clock);
  const transport = new Transport({
    ...{ origin: url, projectId, appUserId: null, authoriser, clock, logger },
    limiter: new RateLimiter({ read: 10_000, cancel: 5 }, clock, true),
    fetch: (address, init) => fetch(address, init),
  });
  const client = new MetaStudioClient(transport, { budgets: defaultBudgets, clock, logger });
  const links = mediaLinks({ hosts: [], origins: [url], clock });
  const context = { links, now: clock.now };
  const finder = new JobFinder(client);
  const parts = createMirror({ client, finder, context, days: 90, clock, logger });
  return {
    ...parts,
    stopClock: () => {
      stopped = Date.now();
    },
  };
}
