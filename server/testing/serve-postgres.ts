import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** Before all tests: one PostgreSQL for those that only need a database, started when the first of them asks. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<TestPostgres> | null = null;
  const server = createServer((_, reply) => {
    started ??= startPostgres();
    started
      .then((postgres) => postgres.database())
      .then((url) => reply.end(url))
      .catch((error: Error) => reply.writeHead(500).end(error.message));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  project.provide('postgres', `http://127.0.0.1:${typeof address === 'object' && address?.port}`);
  return async () => {
    server.close();
    await (await started)?.stop();
  };
}
