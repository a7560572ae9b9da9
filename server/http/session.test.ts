import { describe, expect, it } from 'vitest';
import type { Session } from '../../contract/session.ts';
import { devSignIn } from '../auth/sessions.ts';
import {
  devToken,
  fromPage,
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

const cookieOf = (reply: Response) => reply.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('sessions', () => {
  it('signs everyone in as support in the demo until they try another role', async () => {
    const { proxy } = setUp();
    const before = await json<Session>(await proxy.get('/api/session'));
    expect(before).toMatchObject({
      mode: 'demo',
      demo: true,
      can: { cancel: { allowed: true, why: null } },
    });
    const signIn = await proxy.post('/api/session', { role: 'viewer' });
    expect(signIn.status).toBe(204);
    expect(signIn.headers.get('set-cookie')).toMatch(
      /^dailies-8080=[\w-]{43}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const cookie = cookieOf(signIn);
    const after = await json<Session>(await proxy.get('/api/session', { cookie }));
    expect(after).toMatchObject({
      user: { role: 'viewer' },
      can: { cancel: { allowed: false, why: 'role' } },
    });
    await proxy.request('/api/session', { method: 'DELETE', headers: { ...fromPage, cookie } });
    const reset = await json<Session>(await proxy.get('/api/session', { cookie }));
    expect(reset.user.role).toBe('support');
  });

  it('accepts the start-up token once', async () => {
    const { proxy } = setUp({ signIn: devSignIn(devToken, false, 'viewer', clock) });
    expect((await proxy.get('/api/session')).status).toBe(401);
    expect((await proxy.post('/api/session', { token: 'wrong' })).status).toBe(401);
    expect((await proxy.post('/api/session', { role: 'admin' })).status).toBe(401);
    const signIn = await proxy.post('/api/session', { token: devToken });
    expect(signIn.status).toBe(204);
    expect((await proxy.post('/api/session', { token: devToken })).status).toBe(401);
    const cookie = cookieOf(signIn);
    expect((await proxy.get('/api/jobs', { cookie })).status).toBe(200);
    const session = await json<Session>(await proxy.get('/api/session', { cookie }));
    expect(session.user.role).toBe('viewer');
    clock.advance(8 * 3_600_000 + 1);
    expect((await proxy.get('/api/jobs', { cookie })).status).toBe(401);
  });

  it('rejects a cookie after signing out', async () => {
    const { proxy } = setUp({ signIn: reusableDevSignIn(clock) });
    const cookie = cookieOf(await proxy.post('/api/session', { token: devToken }));
    expect((await proxy.get('/api/jobs', { cookie })).status).toBe(200);
    await proxy.request('/api/session', { method: 'DELETE', headers: { ...fromPage, cookie } });
    expect((await proxy.get('/api/jobs', { cookie })).status).toBe(401);
  });

  it('lets the browser clear cache and storage at sign-out alone, and keep its cookies', async () => {
    const { proxy } = setUp({ signIn: reusableDevSignIn(clock) });
    const started = await proxy.post('/api/session', { token: devToken });
    const headers = { ...fromPage, cookie: cookieOf(started) };
    const ended = await proxy.request('/api/session', { method: 'DELETE', headers });
    const cleared = [started, ended].map((reply) => reply.headers.get('clear-site-data'));
    expect(cleared).toEqual([null, '"cache", "storage"']);
    expect(ended.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^dailies-8080=; Max-Age=0;/),
    ]);
  });
});

describe('the audit', () => {
  it('has who signed in and out, who was refused, and in which role', async () => {
    const { proxy } = setUp({ signIn: reusableDevSignIn(clock) });
    await proxy.post('/api/session', { token: 'wrong-token-0123456789' });
    const cookie = cookieOf(await proxy.post('/api/session', { token: devToken }));
    await proxy.request('/api/session', { method: 'DELETE', headers: { ...fromPage, cookie } });
    await proxy.request('/api/session', { method: 'DELETE', headers: { ...fromPage, cookie } });
    await expect
      .poll(() => proxy.audit())
      .toMatchObject([
        { action: 'session.refused', person: null, role: null, mode: 'dev' },
        { action: 'session.started', person: 'dev', role: 'support' },
        { action: 'session.ended', person: 'dev', role: 'support' },
      ]);
  });

  it('has the role that a person of the demo takes on', async () => {
    const { proxy } = setUp();
    await proxy.post('/api/session', { role: 'viewer' });
    const started = { action: 'session.started', person: 'demo', role: 'viewer', mode: 'demo' };
    await expect.poll(() => proxy.audit()).toMatchObject([started]);
  });
});

describe('secrets', () => {
  it('keeps keys, tokens, cookies and signed links out of log and audit', async () => {
    const { proxy, jobId, world } = setUp({ signIn: reusableDevSignIn(clock) });
    world.addJob({ name: 'done' });
    const cookie = cookieOf(await proxy.post('/api/session', { token: devToken }));
    const list = await proxy.get('/api/jobs', { cookie });
    expect(await list.text()).toContain('Signature=');
    await proxy.get(`/api/jobs/${jobId}`, { cookie });
    await proxy.post(`/api/jobs/${jobId}/cancel`, {}, { cookie });
    world.setFaults([{ kind: 'status', status: 500, message: `secret ${world.sk}` }]);
    clock.advance(20_000);
    const problem = await (await proxy.get('/api/jobs?scriptId=s1', { cookie })).text();
    const audit = JSON.stringify(await proxy.audit());
    const written = [...proxy.logged, audit, problem].join('\n');
    expect(proxy.logged.length).toBeGreaterThan(5);
    const session = cookie.split('=')[1] ?? '';
    for (const secret of [world.sk, world.ak, devToken, session, 'Signature=', 'Authorization']) {
      expect(written.includes(secret)).toBe(false);
    }
  });
});
