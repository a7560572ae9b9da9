import { createLogger } from '../lib/logger.ts';
import { Authoriser } from '../metastudio/authorise.ts';
import { MetaStudioClient } from '../metastudio/client.ts';
import { RateLimiter } from '../metastudio/rate-limiter.ts';
import { fixedToken } from '../metastudio/token.ts';
import { Transport } from '../metastudio/transport.ts';
import { fakeClock } from './fake-clock.ts';

/** The address that a client of {@link answeredClient} calls. */
export const origin = 'https://metastudio.example';

/** A client whose requests are answered by `answer`; it waits for no rate limit. */
export function answeredClient(answer: (url: URL) => Response) {
  const clock = fakeClock();
  const start = clock.now();
  const logged: string[] = [];
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  const urls: string[] = [];
  const transport = new Transport({
    origin,
    projectId: '0'.repeat(32),
    appUserId: null,
    authoriser: new Authoriser({ kind: 'token', token: fixedToken('token') }, clock),
    limiter: new RateLimiter({ read: 1_000_000, cancel: 1_000_000 }, clock, true),
    clock,
    logger,
    fetch: async (url) => {
      urls.push(url);
      return answer(new URL(url));
    },
  });
  const budgets = { readMs: 12_000, cancelMs: 10_000 };
  const client = new MetaStudioClient(transport, { budgets, clock, logger });
  return { client, clock, urls, logged, took: () => clock.now() - start };
}

/** A reply without content. */
export const status = (code: number, headers: Record<string, string> = {}) =>
  new Response('{}', { status: code, headers });
