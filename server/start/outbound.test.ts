import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../lib/clock.ts';
import type { UpstreamFault } from '../metastudio/errors.ts';
import { exchange } from '../metastudio/exchange.ts';
import { createOutboundFetch } from './outbound.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server of plain bytes on this machine. */
async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A proxy that answers CONNECT with this status line, and then hangs up after the first bytes of the tunnel. */
async function startProxy(answer = '200 Connection established') {
  const heads: string[] = [];
  const tunnelled: Buffer[] = [];
  const port = await listen((socket) => {
    socket.once('data', (head) => {
      heads.push(head.toString());
      socket.write(`HTTP/1.1 ${answer}\r\n\r\n`);
      socket.once('data', (bytes) => {
        tunnelled.push(bytes);
        socket.destroy();
      });
    });
  });
  return { port, heads, tunnelled, url: `http://127.0.0.1:${port}` };
}

/** The fault of a call to this URL through the proxy. */
async function call(target: string, url: string, noProxy = ''): Promise<UpstreamFault> {
  const fetch = await createOutboundFetch({ url, noProxy });
  const headers = { authorization: 'signed' };
  return await exchange({ fetch, clock: systemClock }, target, { headers }, 5000).then(
    () => expect.unreachable(),
    (error: UpstreamFault) => error,
  );
}

/** First byte of a TLS handshake. */
const handshake = 0x16;

describe('calls through a proxy', () => {
  it('ask it for a tunnel and send nothing but TLS through it', async () => {
    const { url, heads, tunnelled } = await startProxy();
    await call('https://metastudio.example/v1/jobs?name=x', url);
    expect(heads).toHaveLength(1);
    expect(heads[0]).toMatch(/^CONNECT metastudio\.example:443 HTTP\/1\.1\r\n/);
    expect(heads[0]).not.toMatch(/signed|name=x|proxy-authorization/i);
    expect(tunnelled[0]?.[0]).toBe(handshake);
  });

  it('send its user and password to it only', async () => {
    const { port, heads } = await startProxy();
    await call('https://metastudio.example:8443/', `http://user:p%40ss@127.0.0.1:${port}`);
    const basic = Buffer.from('user:p@ss').toString('base64');
    expect(heads[0]).toMatch(/^CONNECT metastudio\.example:8443 /);
    expect(heads[0]).toContain(`proxy-authorization: Basic ${basic}\r\n`);
  });

  it.each(['407 Proxy Authentication Required', '403 Forbidden', '502 Bad Gateway'])(
    'were certainly not sent when it answers %s',
    async (answer) => {
      const { url } = await startProxy(answer);
      expect(await call('https://metastudio.example/', url)).toMatchObject({
        code: 'upstream_unreachable',
        sent: false,
      });
    },
  );

  it('were certainly not sent when it does not run', async () => {
    const port = await listen(() => undefined);
    servers.splice(0).map((server) => server.close());
    const fault = await call('https://metastudio.example/', `http://127.0.0.1:${port}`);
    expect(fault).toMatchObject({ code: 'upstream_unreachable', sent: false });
  });

  it.each([
    'metastudio.invalid',
    '.invalid',
    '*.invalid',
    'other.example, METASTUDIO.invalid',
    'metastudio.invalid:443',
    '*',
  ])('do not use it for hosts in NO_PROXY=%s', async (noProxy) => {
    const { url, heads } = await startProxy();
    await call('https://metastudio.invalid/', url, noProxy);
    expect(heads).toEqual([]);
  });

  it.each(['iam.invalid', 'studio.invalid', 'metastudio.invalid:8443'])(
    'use it in spite of NO_PROXY=%s',
    async (noProxy) => {
      const { url, heads } = await startProxy();
      await call('https://metastudio.invalid/', url, noProxy);
      expect(heads).toHaveLength(1);
    },
  );

  it.each(['http://127.0.0.1', 'https://127.0.0.1', 'https://localhost'])(
    'do not use it for %s',
    async (origin) => {
      const { url, heads } = await startProxy();
      let direct = 0;
      const port = await listen((socket) => {
        direct++;
        socket.destroy();
      });
      await call(`${origin}:${port}/`, url);
      expect(heads).toEqual([]);
      expect(direct).toBeGreaterThan(0);
    },
  );
});
