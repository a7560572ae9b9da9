import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../simulator.ts';

const globalsBefore = [Request, Response];
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0 });
});
afterAll(() => simulator.close());

/** Sends a body and returns the status; `length` null sends it in chunks. */
function post(path: string, body: Buffer, length: number | null): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(length === null ? {} : { 'content-length': length }),
  };
  return new Promise((resolve, reject) => {
    const call = request(`${simulator.url}${path}`, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    call.write(body.subarray(0, 8));
    call.end(body.subarray(8));
  });
}

/** Sends a request line that fetch would not send, and returns the raw reply. */
function exchangeRaw(requestLine: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = '';
    const socket = connect(Number(new URL(simulator.url).port), '127.0.0.1');
    socket.on('data', (bytes) => {
      reply += bytes.toString();
    });
    socket.on('end', () => resolve(reply));
    socket.on('error', reject);
    socket.write(`${requestLine}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  });
}

it('reads a body with a declared length and a chunked one', async () => {
  const body = Buffer.from(JSON.stringify({ advanceSeconds: 0 }));
  const path = '/control/worlds/default/clock';
  expect(await post(path, body, body.length)).toBe(200);
  expect(await post(path, body, null)).toBe(200);
});

it('answers 413 to a body of more than 12 MB', async () => {
  const body = Buffer.alloc(12 * 1024 * 1024 + 1, ' ');
  expect(await post('/v3/auth/tokens', body, body.length)).toBe(413);
  expect(await post('/v3/auth/tokens', body, null)).toBe(413);
});

it('chooses the request id itself', async () => {
  const headers = { 'x-request-id': 'chosen-by-the-client' };
  const response = await fetch(`${simulator.url}/v2/nothing`, { headers });
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
});

it('journals a request of no known project in the default world', async () => {
  await fetch(`${simulator.url}/v2/unclaimed`);
  expect(simulator.world.journal.at(-1)).toMatchObject({ target: '/v2/unclaimed', status: 404 });
});

it('answers a HEAD with the length of the body that it leaves out', async () => {
  const [head, get] = await Promise.all(
    ['HEAD', 'GET'].map((method) => fetch(`${simulator.url}/v2/nothing`, { method })),
  );
  expect(head?.headers.get('content-length')).toBe(get?.headers.get('content-length'));
  expect(await head?.text()).toBe('');
});

it('answers 400 to a target that is no URL', async () => {
  const reply = await exchangeRaw('OPTIONS * HTTP/1.1');
  expect(reply).toMatch(/^HTTP\/1\.1 400 /);
  expect(reply).toContain('APIGW.0201');
});

it('leaves the global Request and Response of its process alone', () => {
  expect([Request, Response]).toEqual(globalsBefore);
});
