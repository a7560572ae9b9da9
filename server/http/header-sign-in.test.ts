import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import type { Role, Session } from '../../contract/session.ts';
import { headerSignIn, streamLifeMs } from '../auth/header.ts';
import { type Addresses, readAddresses } from '../lib/addresses.ts';
import { createListener } from '../start/listener.ts';
import { fromPage, host, json, type ProxyOptions } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;
const secret = 'shared-secret-0123456789';
const proxies = addresses('10.1.0.0/24');
const names = { user: 'x-user', name: 'x-name', roles: 'x-groups' };
const roleMap = new Map<string, Role>([
  ['dailies-support', 'support'],
  ['dailies-view', 'viewer'],
  ['dailies-make', 'producer'],
]);
const right = {
  'x-dailies-secret': secret,
  'x-user': 'wang@corp.example',
  'x-groups': 'staff,dailies-view',
};

function addresses(text: string): Addresses {
  const read = readAddresses(text);
  if (!read) throw new Error('The addresses are wrong.');
  return read;
}

function setUp(more: Partial<ProxyOptions> = {}, trusted = proxies) {
  const world = simulation.world();
  const { jobId } = world.addJob({ waitSeconds: null });
  const signIn = headerSignIn({ proxies: trusted, secret, ...names, roleMap }, clock);
  const options = { signIn, proxies: trusted, peer: '10.1.0.7', ...more };
  return { world, jobId, proxy: simulation.proxy(world, options) };
}

describe('sign-in by a proxy in front', () => {
  it('takes the person, the name and the role from the proxy', async () => {
    const { proxy } = setUp();
    const name = Buffer.from('王芳').toString('latin1');
    const reply = await proxy.get('/api/session', { ...right, 'x-name': name });
    expect(await json<Session>(reply)).toMatchObject({
      mode: 'header',
      user: { id: 'wang@corp.example', name: '王芳', role: 'viewer' },
      can: { cancel: { allowed: false, why: 'role' } },
    });
    const both = { ...right, 'x-groups': 'dailies-view, dailies-support' };
    expect(await json<Session>(await proxy.get('/api/session', both))).toMatchObject({
      user: { name: 'wang@corp.example', role: 'support' },
      can: { cancel: { allowed: true, why: null } },
    });
  });

  it.each<[string, Partial<ProxyOptions>, Record<string, string>]>([
    ['another address', { peer: '10.2.0.7' }, {}],
    [
      'another address that claims to forward',
      { peer: '10.2.0.7' },
      { 'x-forwarded-for': '10.1.0.7' },
    ],
    ['another address in IPv6', { peer: '::1' }, {}],
    ['a wrong secret', {}, { 'x-dailies-secret': 'shared-secret-0123456780' }],
    ['an empty secret', {}, { 'x-dailies-secret': '' }],
    ['half a secret', {}, { 'x-dailies-secret': secret.slice(1) }],
    ['the secret twice', {}, { 'x-dailies-secret': `${secret}, ${secret}` }],
  ])('rejects requests from %s', async (_, more, headers) => {
    const { proxy, jobId, world } = setUp(more);
    for (const path of ['/api/session', '/api/jobs', '/api/stream', `/api/jobs/${jobId}`]) {
      expect((await proxy.get(path, { ...right, ...headers })).status).toBe(401);
    }
    expect(world.journal).toHaveLength(0);
  });

  it('rejects requests whose secret was removed on the way', async () => {
    const { proxy } = setUp();
    const { 'x-dailies-secret': _, ...without } = right;
    expect((await proxy.get('/api/jobs', without)).status).toBe(401);
    expect((await proxy.get('/api/jobs')).status).toBe(401);
  });

  it.each([
    ['X_User', { X_User: 'admin' }],
    ['a method override', { 'x-http-method-override': 'DELETE' }],
    ['another URL', { 'x-original-url': '/api/session' }],
    ['a framework’s own header', { 'x-middleware-subrequest': 'middleware' }],
    ['a health check', { 'user-agent': 'kube-probe/1.30' }],
  ])('is not bypassed by %s', async (_, headers) => {
    const { proxy } = setUp();
    expect((await proxy.get('/api/jobs', headers)).status).toBe(401);
  });

  it.each([
    ['two users', { 'x-user': 'attacker, wang' }],
    ['a comma', { 'x-user': 'a,b' }],
    ['a space', { 'x-user': 'wang fang' }],
    ['letters beyond ASCII', { 'x-user': 'w\u00e4ng' }],
    ['a very long user', { 'x-user': 'x'.repeat(10_000) }],
    ['groups beyond ASCII', { 'x-groups': 'dailies-vi\u00ebw' }],
    ['a name that is not UTF-8', { 'x-name': '\u00ff' }],
  ])('rejects %s', async (_, headers) => {
    const { proxy } = setUp();
    const reply = await proxy.get('/api/session', { ...right, ...headers });
    expect(await json<Problem>(reply)).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it.each([
    'Dailies-View',
    'dailies-views',
    'xdailies-view',
    'x dailies-view',
    'viewer',
    'admin',
    '',
    Array.from({ length: 500 }, (_, i) => `g${i}`).join(),
  ])('gives no role for groups %j', async (groups) => {
    const { proxy } = setUp();
    const reply = await proxy.get('/api/jobs', { ...right, 'x-groups': groups });
    expect(await json<Problem>(reply)).toMatchObject({ status: 403, code: 'no_role' });
    const info = await proxy.get('/api/sign-in', { ...right, 'x-groups': groups });
    expect(await info.json()).toEqual({ mode: 'header', problem: 'no_role' });
  });

  it('lets producers cancel where the jobs are those of their own app user', async () => {
    const producers = { ...right, 'x-groups': 'dailies-make' };
    const { proxy, jobId } = setUp({ appUserId: 'wang@corp.example' });
    const other = await proxy.get('/api/session', { ...producers, 'x-user': 'chen' });
    expect((await json<Session>(other)).can.cancel).toEqual({ allowed: false, why: 'not_own' });
    const cancel = `/api/jobs/${jobId}/cancel`;
    expect((await proxy.post(cancel, {}, { ...producers, 'x-user': 'chen' })).status).toBe(403);
    const own = await proxy.get('/api/session', producers);
    expect((await json<Session>(own)).can.cancel).toEqual({ allowed: true, why: null });
    expect((await proxy.post(cancel, {}, producers)).status).toBe(200);
  });

  it('keeps the checks of where a change comes from', async () => {
    const { proxy, jobId, world } = setUp();
    const can = { ...fromPage, ...right, 'x-groups': 'dailies-support' };
    for (const wrong of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { 'content-type': 'text/plain' },
      { 'x-dailies': '0' },
      { host: 'evil.example' },
      { host: 'localhost:8080' },
    ]) {
      const headers = { ...can, 'x-forwarded-host': host, ...wrong };
      const init = { method: 'POST', headers, body: '{}' };
      const { status } = await proxy.request(`/api/jobs/${jobId}/cancel`, init);
      expect([403, 415, 421]).toContain(status);
    }
    expect(world.journal).toHaveLength(0);
  });
});

describe('a stream behind a proxy', () => {
  it('has to come back to the proxy every ten minutes', async () => {
    const signIn = headerSignIn({ ...names, proxies, secret, roleMap }, clock);
    const headers: Record<string, string> = right;
    const header = (name: string) => headers[name] ?? null;
    const visit = await signIn.visit({ cookie: null, header, peer: '10.1.0.7' });
    clock.advance(streamLifeMs - 1);
    expect(visit?.lasts()).toBe(true);
    clock.advance(1);
    expect(visit?.lasts()).toBe(false);
  });
});

describe('the audit of a sign-in by a proxy', () => {
  it('has each person once, each change of role, and the address that the proxy saw', async () => {
    const { proxy } = setUp();
    const through = { ...right, 'x-forwarded-for': '203.0.113.1, 198.51.100.9, 10.1.0.9' };
    await proxy.get('/api/jobs', through);
    await proxy.get('/api/jobs', through);
    await proxy.get('/api/jobs', { ...through, 'x-groups': 'dailies-support' });
    const person = 'wang@corp.example';
    const started = { action: 'session.started', person, mode: 'header', address: '198.51.100.9' };
    await expect
      .poll(() => proxy.audit())
      .toMatchObject([
        { ...started, role: 'viewer' },
        { ...started, role: 'support' },
      ]);
  });

  it('has a wrong secret once a minute, and no secret is written anywhere', async () => {
    const { proxy } = setUp();
    const wrong = { ...right, 'x-dailies-secret': 'wrong-secret-0123456789' };
    for (let i = 0; i < 5; i++) await proxy.get('/api/jobs', wrong);
    await proxy.get('/api/jobs', right);
    await expect
      .poll(() => proxy.audit())
      .toMatchObject([
        { action: 'session.refused', reason: 'unauthenticated', address: '10.1.0.7' },
        { action: 'session.started' },
      ]);
    clock.advance(60_000);
    await proxy.get('/api/jobs', wrong);
    await expect.poll(() => proxy.audit()).toHaveLength(3);
    const written = [...proxy.logged, JSON.stringify(await proxy.audit())].join('\n');
    expect(written).not.toMatch(/shared-secret|wrong-secret/);
  });
});

describe('the trusted header over a connection', () => {
  it('rejects a header that was sent twice, and a name with a space', async () => {
    const { proxy } = setUp({}, addresses('127.0.0.1'));
    const server = createListener(proxy.fetch, { https: false });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const status = (headers: string[]) =>
      new Promise<number>((resolve, reject) => {
        const sent = ['host', host, 'x-dailies-secret', secret, ...headers];
        const call = request({ port, host: '127.0.0.1', path: '/api/jobs', headers: sent });
        call.on('response', (reply) => {
          reply.resume();
          resolve(reply.statusCode ?? 0);
        });
        call.on('error', reject).end();
      });
    const groups = ['x-groups', 'dailies-view'];
    expect(await status(['x-user', 'wang', ...groups])).toBe(200);
    expect(await status(['x-user', 'attacker', 'x-user', 'wang', ...groups])).toBe(400);
    expect(await status(['x-user', 'wang', 'x-groups', 'dailies-support', ...groups])).toBe(400);
    expect(await status(['x-user', 'wang', 'x-dailies-secret', secret, ...groups])).toBe(400);
    server.closeAllConnections();
    server.close();
  });
});
