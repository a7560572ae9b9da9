import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createListener } from './listener.ts';

let server: Server;
let sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  server.closeAllConnections();
  server.close();
});

/** A server that answers every path but /hangs once the body is there, with room for `max` connections. */
async function listen(max: number): Promise<number> {
  server = createListener(
    async (request) => {
      if (request.url.endsWith('/hangs')) return new Promise(() => undefined);
      await request.text();
      return new Response('answered');
    },
    { https: false, max },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Opens a connection, sends the text, and leaves it open. */
async function open(port: number, text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.resume().on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

const openMany = (port: number, count: number, text: string) =>
  Promise.all(Array.from({ length: count }, () => open(port, text)));

const ask = async (port: number, init: RequestInit = {}) =>
  await (await fetch(`http://127.0.0.1:${port}/`, init)).text();

const host = 'Host: 127.0.0.1\r\n';

describe('the HTTP server', () => {
  it.each([
    ['nothing', ''],
    ['half a header', 'GET / HTTP/1.1\r\nHo'],
    ['half a body', `POST / HTTP/1.1\r\n${host}Content-Length: 9\r\n\r\n{"a"`],
    ['half a chunk', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nab`],
    ['a whole request once', `GET / HTTP/1.1\r\n${host}\r\n`],
  ])('answers others while 200 connections send %s', async (_, text) => {
    const port = await listen(50);
    await openMany(port, 200, text);
    expect(await ask(port)).toBe('answered');
    expect(await ask(port, { method: 'POST', body: '{}' })).toBe('answered');
  });

  it('does not close connections whose request is being answered', async () => {
    const port = await listen(10);
    const busy = await openMany(port, 5, `GET /hangs HTTP/1.1\r\n${host}\r\n`);
    await openMany(port, 50, 'GET / HTTP/1.1\r\nHo');
    expect(await ask(port)).toBe('answered');
    expect(busy.map((socket) => socket.closed)).toEqual(busy.map(() => false));
  });

  it('holds no more connections than it has room for', async () => {
    const port = await listen(10);
    await openMany(port, 50, `GET /hangs HTTP/1.1\r\n${host}\r\n`);
    const count = () =>
      new Promise<number>((resolve) => server.getConnections((_, open) => resolve(open)));
    await expect.poll(count).toBeLessThanOrEqual(10);
  });

  it('looks for overdue requests every second', async () => {
    const port = await listen(10);
    expect(server.headersTimeout).toBeLessThanOrEqual(10_000);
    expect(server.requestTimeout).toBeLessThanOrEqual(30_000);
    server.headersTimeout = 1;
    const [half] = await openMany(port, 1, 'GET / HTTP/1.1\r\nHo');
    if (half) await once(half, 'close');
  });
});
