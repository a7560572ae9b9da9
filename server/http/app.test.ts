import { describe, expect, it } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import {
  devToken,
  fromPage,
  host,
  json,
  type ProxyOptions,
  reusableDevSignIn,
} from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;

function setUp(more: Partial<ProxyOptions> = {}) {
  const world = simulation.world();
  const { jobId } = world.addJob({ waitSeconds: null });
  return { world, jobId, proxy: simulation.proxy(world, more) };
}

const postOf = (body: string): RequestInit => ({ method: 'POST', headers: fromPage, body });
const signInWith = (token: string) => postOf(JSON.stringify({ token }));

describe('middleware', () => {
  it('answers 401 without a session on every route of the API', async () => {
    const { proxy, world } = setUp({ signIn: reusableDevSignIn(clock) });
    const open = new Set(['/livez', '/readyz', '/*', '/api/sign-in']);
    const guarded = proxy.routes.filter(({ path }) => !open.has(path) && path !== '/api');
    expect(guarded.length).toBeGreaterThan(10);
    for (const { method, path } of guarded) {
      const verb = method === 'ALL' ? 'PUT' : method;
      if (path === '/api/session' && verb !== 'GET') continue;
      const headers = verb === 'GET' ? { host } : fromPage;
      const reply = await proxy.request(path.replace(':jobId', 'a'), { method: verb, headers });
      expect([path, reply.status]).toEqual([path, 401]);
      expect(await json<Problem>(reply)).toMatchObject({ code: 'unauthenticated' });
    }
    expect(world.journal).toHaveLength(0);
  });

  it.each(['', 'x', '=', 'dailies-8080=', 'dailies-8080=null', `dailies-8080=${'x'.repeat(9000)}`])(
    'rejects cookie %j',
    async (cookie) => {
      const { proxy } = setUp({ signIn: reusableDevSignIn(clock) });
      expect((await proxy.get('/api/jobs', { cookie })).status).toBe(401);
    },
  );

  it.each(['Bearer nothing', 'Basic ZGV2OnRva2Vu', `Bearer ${devToken}`])(
    'takes no one’s word in the header Authorization: %s',
    async (authorization) => {
      const { proxy } = setUp({ signIn: reusableDevSignIn(clock) });
      expect((await proxy.get('/api/jobs', { authorization })).status).toBe(401);
    },
  );

  it.each([
    'evil',
    'localhost:1',
    'LOCALHOST:8080',
    '127.1:8080',
    '127.0.0.1:8080.',
    'localhost',
    '127.0.0.1:8080, evil',
    '',
  ])('rejects host %j', async (name) => {
    const { proxy } = setUp();
    const reply = await proxy.get('/api/jobs', { host: name });
    expect(await json<Problem>(reply)).toMatchObject({ status: 421, code: 'wrong_host' });
  });

  const addedByProxies = [
    ...['Forwarded', 'Via', 'X-Real-IP', 'X-Original-URL', 'True-Client-IP', 'CF-Connecting-IP'],
    ...['X-Forwarded-For', 'x-forwarded-host', 'X-FORWARDED-PROTO', 'X-Forwarded-Client-Cert'],
    ...['X-Envoy-External-Address', 'X-Envoy-Expected-Rq-Timeout-Ms', 'X-Cluster-Client-IP'],
  ];
  it.each(addedByProxies)('rejects requests that came through a proxy: %s', async (name) => {
    for (const more of [{}, { peer: '127.0.0.1' }]) {
      const { proxy } = setUp(more);
      const reply = await proxy.get('/api/jobs', { [name]: '1.2.3.4' });
      expect(await json<Problem>(reply)).toMatchObject({ status: 403, code: 'forbidden' });
    }
  });

  it.each(['viable', 'x-forwarded', 'x-requested-with', 'x-realm-id', 'x-request-id'])(
    'takes nothing from the header %s, which no proxy adds',
    async (name) => {
      const { proxy } = setUp({ peer: '127.0.0.1' });
      expect((await proxy.get('/api/sign-in', { [name]: '1.2.3.4' })).status).toBe(200);
    },
  );

  it.each<[string, Record<string, string | null>, string]>([
    ['from another port', { 'sec-fetch-site': 'same-site' }, 'cross_site'],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }, 'cross_site'],
    ['with junk for Sec-Fetch-Site', { 'sec-fetch-site': 'junk' }, 'cross_site'],
    ['from origin null', { origin: 'null' }, 'cross_site'],
    ['without an origin', { origin: null }, 'cross_site'],
    ['from another name', { origin: 'http://localhost:8080' }, 'cross_site'],
    ['from another port’s origin', { origin: 'http://127.0.0.1:8081' }, 'cross_site'],
    ['from our origin with a dot', { origin: 'http://127.0.0.1.:8080' }, 'cross_site'],
    ['from a longer name', { origin: 'http://127.0.0.1:8080.evil.example' }, 'cross_site'],
    ['from two origins', { origin: 'http://127.0.0.1:8080, http://evil' }, 'cross_site'],
    ['from an origin in upper case', { origin: 'HTTP://127.0.0.1:8080' }, 'cross_site'],
    ['of no type', { 'content-type': '' }, 'unsupported_media_type'],
    ['of bytes', { 'content-type': 'application/octet-stream' }, 'unsupported_media_type'],
    ['of a form', { 'content-type': 'multipart/form-data; boundary=x' }, 'unsupported_media_type'],
    ['of plain text', { 'content-type': 'text/plain' }, 'unsupported_media_type'],
    [
      'of two content types',
      { 'content-type': 'text/plain; application/json' },
      'unsupported_media_type',
    ],
    ['of almost JSON', { 'content-type': 'application/jsonx' }, 'unsupported_media_type'],
    ['without the header of the page', { 'x-dailies': null }, 'cross_site'],
  ])('rejects a change %s', async (_, change, code) => {
    const { proxy, jobId, world } = setUp();
    const headers = new Headers(fromPage);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    const init = { method: 'POST', headers, body: '{}' };
    const reply = await proxy.request(`/api/jobs/${jobId}/cancel`, init);
    expect(await json<Problem>(reply)).toMatchObject({ code });
    expect(world.journal).toHaveLength(0);
  });

  it('rejects a change under another name that leads here, which is of its own origin', async () => {
    const { proxy, jobId, world } = setUp();
    const headers = { ...fromPage, host: 'evil:8080', origin: 'http://evil:8080' };
    const init = { method: 'POST', headers, body: '{}' };
    expect((await proxy.request(`/api/jobs/${jobId}/cancel`, init)).status).toBe(421);
    expect(world.journal).toHaveLength(0);
  });

  it('rejects embedding by other sites and never allows CORS', async () => {
    const { proxy } = setUp();
    const embedded = await proxy.get('/api/jobs', { 'sec-fetch-site': 'cross-site' });
    expect(embedded.status).toBe(403);
    const encoded = await proxy.get('/%61pi/jobs', { 'sec-fetch-site': 'same-site' });
    expect(encoded.status).toBe(403);
    const preflight = await proxy.request('/api/jobs', { method: 'OPTIONS', headers: { host } });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('rejects unknown addresses, wrong methods and large bodies', async () => {
    const { proxy, jobId } = setUp();
    expect(await json<Problem>(await proxy.get('/api/nothing'))).toMatchObject({ status: 404 });
    const wrong = await proxy.post('/api/jobs', {});
    expect(await json<Problem>(wrong)).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(wrong.headers.get('allow')).toBe('GET, HEAD');
    const reset = await proxy.request('/api/session', { method: 'PUT', headers: fromPage });
    expect(reset.headers.get('allow')).toBe('GET, HEAD, POST, DELETE');
    const large = await proxy.post(`/api/jobs/${jobId}/cancel`, { reason: 'x'.repeat(20_000) });
    expect(await json<Problem>(large)).toMatchObject({ status: 413, code: 'too_large' });
  });

  it.each([
    '..%2f..%2fv3',
    '%2e%2e%2fx',
    '%252e%252e',
    'x%5c..%5cy',
    'a%00b',
    'a%0d%0a',
    'a%3fb',
    'a%23',
    '%ff',
    '%c0%af',
    'x'.repeat(10_000),
  ])('rejects id %s on every route and sends nothing', async (id) => {
    const { proxy, world } = setUp();
    for (const path of ['', '/media', '/cancellations']) {
      expect((await proxy.get(`/api/jobs/${id}${path}`)).status).toBe(400);
    }
    expect((await proxy.post(`/api/jobs/${id}/cancel`, {})).status).toBe(400);
    expect(world.journal).toHaveLength(0);
  });

  it('sets request id and safe headers on every kind of reply', async () => {
    const { proxy } = setUp();
    for (const path of ['/api/jobs', '/api/nothing', '/api/session', '/livez']) {
      const { headers } = await proxy.get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      if (path !== '/livez') expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('request ids and the log', () => {
  const refusals = (logged: string[]) =>
    logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'Refused');

  it('makes its own request id whatever the client sends', async () => {
    const { proxy } = setUp();
    const reply = await proxy.get('/api/session', { 'x-request-id': 'mine' });
    expect(reply.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each<[string, string, RequestInit, number, string, string]>([
    ['a missing session', '/api/jobs', { headers: { host } }, 401, 'unauthenticated', '/api/*'],
    ['a wrong host', '/', { headers: { host: 'evil' } }, 421, 'wrong_host', '/*'],
    ['a wrong token', '/api/session', signInWith('wrong'), 401, 'unauthenticated', '/api/session'],
    [
      'a body that is not JSON',
      '/api/session',
      postOf('{'),
      400,
      'invalid_request',
      '/api/session',
    ],
    ['a wrong method', '/livez', { method: 'PUT', headers: fromPage }, 404, 'not_found', '/*'],
  ])(
    'logs the refusal of %s with its code and route',
    async (_, path, init, status, code, route) => {
      const { proxy } = setUp({ signIn: reusableDevSignIn(clock) });
      const reply = await proxy.request(path, init);
      expect(reply.status).toBe(status);
      const requestId = reply.headers.get('x-request-id');
      expect(refusals(proxy.logged)).toMatchObject([{ status, code, requestId, route }]);
    },
  );

  it('logs a method that the address does not take', async () => {
    const { proxy } = setUp();
    await proxy.post('/api/jobs', {});
    expect(refusals(proxy.logged)).toMatchObject([{ status: 405, code: 'method_not_allowed' }]);
  });

  it('logs plain reads while debugging only', async () => {
    const { proxy } = setUp();
    await proxy.get('/api/jobs?name=private');
    const lines = proxy.logged.filter((line) => line.includes('"event":"request"'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 20, route: '/api/jobs' },
    ]);
    expect(lines.join()).not.toContain('private');
  });
});
