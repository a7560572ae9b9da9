import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { shutDown } from './shut-down.ts';

let server: Server;
afterEach(() => server.close());

/** A server with the readiness of the proxy, and cancels that end when `cancels` resolves. */
async function setUp(cancels: Promise<void>) {
  let ready = true;
  server = createServer((_, response) => response.writeHead(ready ? 200 : 503).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The server should listen.');
  const done: string[] = [];
  const stop = () =>
    shutDown(server, {
      services: { cancels: { drain: () => cancels } },
      logger: createLogger('silent'),
      drain: () => {
        ready = false;
      },
      close: async () => {
        done.push('closed');
      },
    });
  const ask = async () => (await fetch(`http://127.0.0.1:${address.port}/readyz`)).status;
  return { stop, ask, done };
}

it('reports that it is not ready while cancels end, then closes', async () => {
  let end: () => void = () => undefined;
  const { stop, ask, done } = await setUp(
    new Promise((resolve) => {
      end = resolve;
    }),
  );
  expect(await ask()).toBe(200);
  const stopping = stop();
  expect(await ask()).toBe(503);
  expect(await ask()).toBe(503);
  expect(done).toEqual([]);
  end();
  await stopping;
  expect(done).toEqual(['closed']);
  await expect(ask()).rejects.toThrow();
});

it('closes at once when no cancel is under way', async () => {
  const { stop, ask } = await setUp(Promise.resolve());
  const stopping = stop();
  await expect.poll(() => server.listening).toBe(false);
  await stopping;
  await expect(ask()).rejects.toThrow();
});
