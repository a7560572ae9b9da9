import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { everyReply } from '../http/headers.ts';
import { createListener } from './listener.ts';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that begins to answer every request, and never ends that. */
async function listen(https: boolean): Promise<number> {
  const begun = () => new ReadableStream({ start: (body) => body.enqueue(Buffer.from('begun')) });
  server = createListener(() => new Response(begun()), { https });
  server.headersTimeout = 1;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Everything that comes back until the connection is closed. */
async function send(port: number, sent: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(sent);
  return await text(socket);
}

const kinds: [status: string, sent: string][] = [
  ['400 Bad Request', 'nonsense\r\n\r\n'],
  ['400 Bad Request', 'GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n'],
  ['408 Request Timeout', 'GET / HTTP/1.1\r\nHo'],
  ['431 Request Header Fields Too Large', `GET / HTTP/1.1\r\nHost: ${'h'.repeat(20_000)}\r\n\r\n`],
];

describe('what is no request', () => {
  it.each(kinds)('is answered by %s with the headers of every reply', async (status, sent) => {
    for (const https of [false, true]) {
      const [first, ...lines] = (await send(await listen(https), sent)).split('\r\n');
      expect(first).toBe(`HTTP/1.1 ${status}`);
      const headers = { ...everyReply(https), connection: 'close' };
      expect(lines).toEqual([
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        '',
        '',
      ]);
      server.closeAllConnections();
      server.close();
    }
  });

  it.each([
    ['400 Bad Request', 'no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['400 Bad Request', 'no host in the older version', 'GET / HTTP/1.0\r\n\r\n'],
    ['400 Bad Request', 'an empty host', 'GET / HTTP/1.1\r\nHost:\r\n\r\n'],
    ['400 Bad Request', 'a host with a space', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['400 Bad Request', 'a backslash', 'GET /a\\b HTTP/1.1\r\nHost: h\r\n\r\n'],
    ['400 Bad Request', 'no path', 'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n'],
    ['417 Expectation Failed', 'a wish', 'GET / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\n\r\n'],
  ])('is answered by %s with those headers when it has %s', async (status, _, sent) => {
    const [first, ...lines] = (await send(await listen(true), sent)).split('\r\n');
    expect(first).toBe(`HTTP/1.1 ${status}`);
    const headers = lines.map((line) => line.split(': '));
    expect(Object.fromEntries(headers)).toMatchObject(everyReply(true));
  });

  it('is not answered in the middle of another reply', async () => {
    const port = await listen(false);
    const reply = await send(port, 'GET / HTTP/1.1\r\nHost: h\r\n\r\nnonsense\r\n\r\n');
    expect(reply).not.toContain('400');
  });
});
