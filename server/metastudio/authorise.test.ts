import { describe, expect, it } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import { startSimulator, type World, type WorldSpec } from '../../simulator/simulator.ts';
import { type FakeClock, fakeClock } from '../testing/fake-clock.ts';
import { fromPage, json, type ProxyOptions, startProxy } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;

function setUp(
  credentials: ProxyOptions['credentials'] | null,
  spec: WorldSpec = {},
  more: Partial<ProxyOptions> = {},
) {
  const world = simulation.world(spec);
  const { jobId } = world.addJob({ waitSeconds: null });
  return {
    world,
    jobId,
    proxy: simulation.proxy(world, { ...(credentials ? { credentials } : {}), ...more }),
  };
}

const iamOf = (world: World, password = world.iam.password) => ({
  kind: 'iam' as const,
  name: world.iam.user,
  password,
  domain: world.iam.domain,
  endpoint: simulation.url(),
});

const tokenCalls = (world: World) => world.journal.filter((entry) => entry.operation === 'iam');

describe('access key', () => {
  it('sends nothing for six minutes after the first refused signature, however many requests come', async () => {
    const seen: string[] = [];
    const { world, proxy } = setUp(
      null,
      {},
      {
        fetch: (url, init) => {
          seen.push(url);
          return fetch(url, init);
        },
      },
    );
    const wrong = simulation.proxy(world, {
      credentials: { kind: 'key', ak: world.ak, sk: 'wrong', securityToken: null },
      fetch: (url, init) => {
        seen.push(url);
        return fetch(url, init);
      },
    });
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) => wrong.get(`/api/jobs?offset=${i}`)),
    );
    for (const reply of replies) {
      expect(await json<Problem>(reply)).toMatchObject({
        code: 'upstream_credentials',
        upstream: { status: 401, code: 'APIGW.0301' },
      });
    }
    expect(seen).toHaveLength(1);
    clock.advance(5 * 60_000);
    await wrong.get('/api/jobs');
    expect(seen).toHaveLength(1);
    clock.advance(61_000);
    await wrong.get('/api/jobs?offset=9');
    expect(seen).toHaveLength(2);
    // The tenant's key is not locked by any of this.
    expect((await proxy.get('/api/jobs')).status).toBe(200);
  });

  it.each([-20, 20])('corrects a clock that is %i minutes off', async (minutes) => {
    const off: FakeClock = fakeClock(Date.now() + minutes * 60_000);
    const real = await startSimulator({ port: 0, jobs: 0 });
    try {
      const world = real.createWorld();
      const proxy = startProxy({ url: real.url, world, clock: off });
      expect((await proxy.get('/api/jobs?scriptId=s1')).status).toBe(200);
      expect(world.journal.filter((entry) => entry.status === 200)).toHaveLength(1);
      expect((await proxy.get('/api/jobs?scriptId=s2')).status).toBe(200);
    } finally {
      await real.close();
    }
  });

  it('corrects a clock that jumped for every call in flight', async () => {
    const jumping = fakeClock(Date.now());
    const real = await startSimulator({ port: 0, jobs: 0 });
    try {
      const world = real.createWorld({ switches: { rateLimits: 'none' } });
      let arrived = 0;
      let release: () => void = () => undefined;
      const both = new Promise<void>((resolve) => {
        release = resolve;
      });
      const proxy = startProxy({
        url: real.url,
        world,
        clock: jumping,
        fetch: async (url, init) => {
          if (arrived > 0 && arrived++ < 3) {
            // Both requests are signed with the wrong time before either is answered.
            if (arrived === 3) release();
            await both;
          }
          return await fetch(url, init);
        },
      });
      expect((await proxy.get('/api/jobs')).status).toBe(200);
      jumping.advance(20 * 60_000);
      arrived = 1;
      const replies = await Promise.all([
        proxy.get('/api/jobs?scriptId=s2'),
        proxy.get('/api/jobs?scriptId=s3'),
      ]);
      expect(replies.map((reply) => reply.status)).toEqual([200, 200]);
      expect((await proxy.get('/api/jobs?scriptId=s4')).status).toBe(200);
    } finally {
      await real.close();
    }
  });

  it('signs the security token of a temporary key', async () => {
    const securityToken = 'temporary-token-value';
    const world = simulation.world({ securityToken });
    const { ak, sk } = world;
    const credentials = { kind: 'key', ak, sk, securityToken } as const;
    const proxy = simulation.proxy(world, { credentials });
    expect((await proxy.get('/api/jobs')).status).toBe(200);
  });
});

describe('token', () => {
  it('signs in once for all calls, and renews an early expired token once', async () => {
    const world = simulation.world();
    const proxy = simulation.proxy(world, { credentials: iamOf(world) });
    const ask = (from: number) =>
      Promise.all(
        Array.from(
          { length: 30 },
          async (_, i) => (await proxy.get(`/api/jobs?offset=${from + i}`)).status,
        ),
      );
    expect(new Set(await ask(0))).toEqual(new Set([200]));
    expect(tokenCalls(world)).toHaveLength(1);
    // The token has expired for the cloud and not for us.
    world.advanceClock(25 * 3600);
    clock.advance(61_000);
    expect(new Set(await ask(100))).toEqual(new Set([200]));
    expect(tokenCalls(world)).toHaveLength(2);
  });

  it('renews the token after 400 MSS.00010008 and sends the cancel once', async () => {
    const world = simulation.world({
      switches: { expiredToken: 'MSS.00010008' },
    });
    const { jobId } = world.addJob({ waitSeconds: null });
    const proxy = simulation.proxy(world, { credentials: iamOf(world) });
    expect((await proxy.get('/api/jobs')).status).toBe(200);
    world.advanceClock(25 * 3600);
    clock.advance(61_000);
    const reply = await proxy.post(`/api/jobs/${jobId}/cancel`, {});
    expect(await reply.json()).toMatchObject({ outcome: 'canceled' });
    expect(tokenCalls(world)).toHaveLength(2);
  });

  it('tries a refused password once in ten seconds', async () => {
    const world = simulation.world();
    const seen: string[] = [];
    const proxy = simulation.proxy(world, {
      credentials: iamOf(world, 'wrong'),
      fetch: (url, init) => {
        seen.push(new URL(url).pathname);
        return fetch(url, init);
      },
    });
    for (let i = 0; i < 5; i++) {
      const reply = await proxy.get(`/api/jobs?offset=${i}`);
      expect(await json<Problem>(reply)).toMatchObject({ code: 'upstream_credentials' });
    }
    expect(seen).toEqual(['/v3/auth/tokens']);
    clock.advance(11_000);
    await proxy.get('/api/jobs?offset=6');
    expect(seen).toHaveLength(2);
  });
});

describe('outgoing requests', () => {
  it('have none of the browser’s headers, and our app user', async () => {
    const { world, jobId, proxy } = setUp(null, {}, { appUserId: 'tenant-a_user-42' });
    const headers = {
      cookie: 'a=b',
      authorization: 'Bearer mine',
      'x-auth-token': 'mine',
      'x-app-userid': 'mine',
      'x-project-id': 'mine',
      'x-sdk-date': 'mine',
    };
    await proxy.get('/api/jobs', headers);
    await proxy.post(`/api/jobs/${jobId}/cancel`, {}, headers);
    expect(world.journal.length).toBeGreaterThan(1);
    for (const entry of world.journal) {
      const sent = Object.fromEntries(entry.headers);
      expect(Object.values(sent).some((value) => value.includes('mine'))).toBe(false);
      expect(sent).not.toHaveProperty('cookie');
      expect(sent).toMatchObject({
        'x-app-userid': 'tenant-a_user-42',
        'x-project-id': world.projectId,
      });
    }
  });

  it('are reads only when the browser reads', async () => {
    const { world, jobId, proxy } = setUp(null);
    const gets = proxy.routes.filter((route) => route.method === 'GET');
    for (const { path } of gets) await proxy.get(path.replace(':jobId', jobId), fromPage);
    expect(world.journal.every((entry) => entry.method === 'GET')).toBe(true);
    expect(world.trueState(jobId)).toBe('WAITING');
  });
});
