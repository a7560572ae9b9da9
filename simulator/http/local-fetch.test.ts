import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';

const start = Date.UTC(2026, 0, 15, 8, 0, 0);
const slept: number[] = [];
let simulator: Simulator;
let world: World;

beforeAll(async () => {
  const sleep = async (ms: number) => slept.push(ms);
  simulator = await startSimulator({ jobs: 0, now: () => start, sleep });
});
afterAll(() => simulator.close());
beforeEach(() => {
  world = simulator.createWorld({
    switches: { rateLimits: 'none' },
    records: [{ jobId: 'a' }, { jobId: 'b', waitSeconds: null }],
  });
});

type Way = 'over HTTP' | 'in this process';
const ways: Way[] = ['over HTTP', 'in this process'];

function call(way: Way, path: string, init: { method?: string; signal?: AbortSignal } = {}) {
  const send = way === 'over HTTP' ? fetch : simulator.fetch;
  const target = `/v1/${world.projectId}/${path}`;
  return signedFetch(simulator.url, world, target, { ...init, at: start, send });
}

const list = (way: Way, signal?: AbortSignal) =>
  call(way, 'digital-human-videos?limit=5', signal === undefined ? {} : { signal });

it('answers like the server over HTTP', async () => {
  const [http, local] = await Promise.all(
    ways.map(async (way) => {
      const reply = await list(way);
      const names = ['content-type', 'content-length'];
      const headers = names.map((name) => reply.headers.get(name));
      return { status: reply.status, headers, body: await reply.json() };
    }),
  );
  expect(local).toEqual(http);
  expect(local).toMatchObject({ status: 200, body: { count: 2 } });
});

it('is journalled, and has its signature checked', async () => {
  expect((await call('in this process', '2d-digital-human-videos/a')).status).toBe(200);
  expect(world.journal.at(-1)).toMatchObject({ operation: 'show2DDigitalHumanVideo', status: 200 });
  const unsigned = `${simulator.url}/v1/${world.projectId}/digital-human-videos`;
  expect((await simulator.fetch(unsigned)).status).toBe(401);
});

it('carries bodies and cancels', async () => {
  const path = '2d-digital-human-videos/b/cancel';
  const reply = await call('in this process', path, { method: 'POST' });
  expect([reply.status, await reply.text()]).toEqual([200, '']);
  expect(world.trueState('b')).toBe('CANCELED');
  const made = await simulator.fetch(`${simulator.url}/control/worlds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ records: [{ jobId: 'made' }] }),
  });
  expect(await made.json()).toMatchObject({ jobIds: ['made'] });
});

it('serves media', async () => {
  const asset = world.addJob({ jobId: 'c' }).assetId;
  const reply = await call('in this process', `digital-assets/${asset}`);
  const url = /"download_url":"([^"]+)"/.exec(await reply.text())?.[1] ?? '';
  const [http, local] = await Promise.all(
    [fetch, simulator.fetch].map(async (of) => Buffer.from(await (await of(url)).arrayBuffer())),
  );
  expect(local?.length).toBeGreaterThan(1000);
  expect(http?.equals(local ?? Buffer.alloc(0))).toBe(true);
});

describe.each(ways)('a fault %s', (way) => {
  const fault = (kind: Fault) => world.setFaults([kind]);
  const code = (error: unknown) =>
    error instanceof Error && error.cause instanceof Error && 'code' in error.cause
      ? error.cause.code
      : error;

  it('breaks the connection before the reply', async () => {
    fault({ kind: 'reset' });
    const error = await list(way).catch(code);
    expect(error).toBe('ECONNRESET');
    expect(world.journal.at(-1)?.status).toBeNull();
  });

  it.each<Fault>([{ kind: 'reset', afterBytes: 10 }, { kind: 'truncate' }])(
    'breaks it in the middle of the body: $kind',
    async (kind) => {
      fault(kind);
      const reply = await list(way);
      expect(reply.status).toBe(200);
      await expect(reply.text()).rejects.toThrow('terminated');
    },
  );

  it('sends a body in pieces', async () => {
    fault({ kind: 'drip', bytes: 200, everyMs: 1 });
    expect(await (await list(way)).json()).toMatchObject({ count: 2 });
  });

  it('unpacks a large reply', async () => {
    fault({ kind: 'gzipBomb', megabytes: 3 });
    expect((await (await list(way)).text()).length).toBeGreaterThan(3 * 1024 * 1024);
  });

  it('never answers, until the caller gives up', async () => {
    fault({ kind: 'hang' });
    const abort = new AbortController();
    const pending = list(way, abort.signal);
    await expect.poll(() => world.journal.length).toBe(1);
    abort.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
    await expect(list(way, abort.signal)).rejects.toThrow('enough');
    expect(world.journal.length).toBe(1);
  });

  it('waits by the clock that was handed over', async () => {
    fault({ kind: 'delay', ms: 3_000_000, afterMs: 5 });
    slept.length = 0;
    expect((await list(way)).status).toBe(200);
    expect(slept).toEqual([5, 3_000_000]);
  });
});
