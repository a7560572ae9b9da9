import { once } from 'node:events';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { postgresEngine } from './postgres.ts';

/** Code of the message that asks for TLS (postgresql.org/docs, "SSLRequest"). */
const tlsRequest = 80_877_103;

/** Opens the database of a server that speaks no TLS; resolves to the code of the first message that it got. */
async function firstMessage(query: string): Promise<number> {
  let code = 0;
  const server = createServer((socket) => {
    socket.once('data', (message) => {
      code = message.readUInt32BE(4);
      socket.end('N');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const engine = postgresEngine(`postgres://u:p%40ss@127.0.0.1:${port}/d?${query}`);
  await expect(sql`select 1`.execute(engine.db)).rejects.toThrow();
  await engine.close();
  server.close();
  return code;
}

it.each([
  'sslmode=prefer',
  'sslmode=require',
  'sslmode=verify-ca',
  'sslmode=verify-full',
  'sslmode=no-verify',
  'uselibpqcompat=true&sslmode=require',
])('connects by TLS only with %s, and the driver warns of nothing', async (query) => {
  const warn = vi.spyOn(process, 'emitWarning');
  expect(await firstMessage(query)).toBe(tlsRequest);
  expect(warn).not.toHaveBeenCalled();
});

it.each(['', 'sslmode=disable'])('connects without TLS with "%s"', async (query) => {
  expect(await firstMessage(query)).not.toBe(tlsRequest);
});
