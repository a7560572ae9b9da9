import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';
import { Fault, namedFault } from './fault.ts';

let simulator: Simulator;
let world: World;
let jobId = '';

beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0 });
});
afterAll(() => simulator.close());
beforeEach(() => {
  world = simulator.createWorld({ switches: { rateLimits: 'none' } });
  jobId = world.addJob({ waitSeconds: null, runSeconds: null }).jobId;
});

const list = (init: RequestInit = {}) => call(`digital-human-videos?limit=100`, init);
const detail = (id = jobId) => call(`2d-digital-human-videos/${id}`);
async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const target = `/v1/${world.projectId}/${path}`;
  const signal = init.signal ?? null;
  return signedFetch(simulator.url, world, target, {
    ...(init.method === undefined ? {} : { method: init.method }),
    signal,
  });
}

const last = () => world.journal.at(-1);

describe('fault kinds', () => {
  const fault = (kind: Fault) => world.setFaults([kind]);

  it('delay: sends the regular reply', async () => {
    fault({ kind: 'delay', ms: 20 });
    expect((await list()).status).toBe(200);
  });

  it('hang: sends no reply', async () => {
    fault({ kind: 'hang' });
    const abort = new AbortController();
    const pending = list({ signal: abort.signal });
    await expect.poll(() => world.journal.length).toBe(1);
    abort.abort();
    await expect(pending).rejects.toThrow();
    expect(last()?.status).toBeNull();
  });

  it('reset: breaks the connection before any byte, or after some', async () => {
    fault({ kind: 'reset' });
    await expect(list()).rejects.toThrow();
    expect(last()?.status).toBeNull();
    fault({ kind: 'reset', afterBytes: 10 });
    const response = await list();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('truncate: sends less than it promises', async () => {
    fault({ kind: 'truncate' });
    await expect((await list()).text()).rejects.toThrow();
  });

  it('drip: sends the whole reply in pieces', async () => {
    fault({ kind: 'drip', bytes: 200, everyMs: 1 });
    expect(await (await list()).json()).toMatchObject({ count: 1 });
  });

  it('status: answers with an error body of MetaStudio or of the gateway', async () => {
    fault({ kind: 'status', status: 503, code: 'MSS.00000004', message: 'Busy' });
    const own = await list();
    expect(own.status).toBe(503);
    expect(await own.json()).toEqual({ error_code: 'MSS.00000004', error_msg: 'Busy' });
    fault({ kind: 'status', status: 504, code: 'APIGW.0201', message: 'Backend timeout' });
    expect(await (await list()).json()).toHaveProperty('request_id');
  });

  it('html: answers with a page, even with status 200', async () => {
    fault({ kind: 'html', status: 200 });
    const response = await list();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain('<!DOCTYPE html>');
  });

  it('emptyBody: answers without a body', async () => {
    fault({ kind: 'emptyBody' });
    expect(await (await list()).text()).toBe('');
  });

  it('tooManyRequests: answers 429 with and without Retry-After', async () => {
    fault({ kind: 'tooManyRequests', retryAfter: 2 });
    const response = await list();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
    fault({ kind: 'tooManyRequests' });
    expect((await list()).headers.has('retry-after')).toBe(false);
  });

  it.each([
    ['jobsText', { count: 1, jobs: 'x' }],
    ['jobsNull', { count: null, jobs: null }],
    ['null', null],
    ['list', []],
  ] as const)('wrongShape: answers with %s', async (shape, expected) => {
    fault({ kind: 'wrongShape', shape });
    expect(await (await list()).json()).toEqual(expected);
  });

  it('gzipBomb: unpacks to a valid, very long reply', async () => {
    fault({ kind: 'gzipBomb', megabytes: 3 });
    const text = await (await list()).text();
    expect(text.length).toBeGreaterThan(3 * 1024 * 1024);
    expect(JSON.parse(text)).toEqual({ count: 0, jobs: [] });
  });

  it('redirect: answers with a location', async () => {
    fault({ kind: 'redirect', location: 'http://example.test/', status: 307 });
    const response = await list();
    expect([response.status, response.headers.get('location')]).toEqual([
      307,
      'http://example.test/',
    ]);
  });

  it('unknownState and mixedUpJob: change the state or the id', async () => {
    fault({ kind: 'unknownState', state: 'THAWING' });
    expect(await (await detail()).json()).toMatchObject({ job_id: jobId, state: 'THAWING' });
    expect(await (await list()).json()).toMatchObject({ jobs: [{ state: 'THAWING' }] });
    const other = world.addJob({}).jobId;
    fault({ kind: 'mixedUpJob' });
    expect(await (await detail()).json()).toMatchObject({ job_id: other });
  });
});

describe('staleRead', () => {
  it('answers the state that the job had some seconds ago', async () => {
    const started = world.addJob({ waitSeconds: null, runSeconds: null }).jobId;
    world.editJob(started, { startInSeconds: 0 });
    world.advanceClock(10);
    world.setFaults([{ kind: 'staleRead', seconds: 20 }]);
    const waiting = { state: 'WAITING', start_time: null };
    expect(await (await detail(started)).json()).toMatchObject(waiting);
    world.setFaults([{ kind: 'staleRead', seconds: 0 }]);
    expect(await (await detail(started)).json()).toMatchObject({ state: 'PROCESSING' });
    expect(world.trueState(started)).toBe('PROCESSING');
  });
});

describe('matching', () => {
  it('applies a fault when operation, job and name match, as many times as given', async () => {
    const named = world.addJob({ name: 'Spring sale' }).jobId;
    const status = { kind: 'status' as const, status: 500 };
    world.setFaults([
      { ...status, match: { nameIncludes: 'Spring' } },
      { ...status, match: { operation: 'listDigitalHumanVideo' }, times: 2 },
    ]);
    expect((await detail(named)).status).toBe(500);
    expect((await detail()).status).toBe(200);
    const lists = [await list(), await list(), await list()];
    expect(lists.map(({ status: code }) => code)).toEqual([500, 500, 200]);
    world.setFaults([{ ...status, match: { jobId } }]);
    expect([(await detail()).status, (await detail(named)).status]).toEqual([500, 200]);
    world.setFaults([]);
    expect((await detail()).status).toBe(200);
  });

  it('applies no fault to an unsigned request', async () => {
    world.setFaults([{ kind: 'html', status: 200 }]);
    const response = await fetch(`${simulator.url}/v1/${world.projectId}/digital-human-videos`);
    expect(response.status).toBe(401);
  });

  it('rejects an unknown kind, detail or operation', () => {
    expect(Fault.safeParse({ kind: 'melt' }).success).toBe(false);
    expect(Fault.safeParse({ kind: 'delay', msec: 3 }).success).toBe(false);
    const match = { operation: 'eat' };
    expect(Fault.safeParse({ kind: 'hang', match }).success).toBe(false);
  });

  it('applies the fault in a job’s name, except to the list', async () => {
    expect(namedFault('x [fault:delay:40] y')?.effect).toEqual({ kind: 'delay', ms: 40 });
    expect(namedFault('[fault:cancelLost:reset]')?.effect).toEqual({
      kind: 'cancelLost',
      how: 'reset',
    });
    expect(namedFault('[fault:nothing]')).toBeNull();
    expect(namedFault('[fault:delay:soon]')).toBeNull();
    const odd = world.addJob({ name: 'Odd [fault:html]' });
    expect((await detail(odd.jobId)).status).toBe(502);
    const asset = await call(`digital-assets/${odd.assetId}`, {});
    expect(asset.status).toBe(502);
    expect((await list()).status).toBe(200);
  });
});

it.each([
  ['mediaExpired', 'Request has expired'],
  ['mediaRefused', 'Access Denied'],
])('%s: refuses the media link', async (kind, message) => {
  const { assetId } = world.addJob({ name: `x [fault:${kind}]` });
  const asset = await call(`digital-assets/${assetId}`, {});
  const url = /"download_url":"([^"]+)"/.exec(await asset.text())?.[1] ?? '';
  const response = await fetch(url);
  expect(response.status).toBe(403);
  expect(await response.text()).toContain(message);
});

async function assetWithVideo(name: string) {
  const { assetId } = world.addJob({ name });
  const asset = await (await call(`digital-assets/${assetId}`, {})).text();
  const [url = '', cover = ''] = [...asset.matchAll(/"download_url":"([^"]+)"/g)].map(
    ([, link]) => link,
  );
  return { asset, cover: await fetch(cover), video: await fetch(url) };
}

it('mediaEmpty: has a file of 0 bytes, and says so in its asset', async () => {
  const { asset, cover, video } = await assetWithVideo('x [fault:mediaEmpty]');
  expect(asset).toMatch(/"file_size":0,.*"file_size":[1-9]/);
  expect(video.status).toBe(200);
  expect((await video.arrayBuffer()).byteLength).toBe(0);
  expect((await cover.arrayBuffer()).byteLength).toBeGreaterThan(0);
});

it.each([
  ['', false],
  [':sound', true],
])('mediaUndecodable%s: has a picture of an unknown format', async (leaves, hasSound) => {
  const { video } = await assetWithVideo(`x [fault:mediaUndecodable${leaves}]`);
  const bytes = Buffer.from(await video.arrayBuffer());
  expect(bytes.includes('avc1')).toBe(false);
  expect(bytes.includes('soun')).toBe(hasSound);
  expect(bytes.length).toBe(Number(video.headers.get('content-length')));
});

it('mediaSlow: sends the whole object in pieces', async () => {
  const { assetId } = world.addJob({});
  const asset = await call(`digital-assets/${assetId}`, {});
  const url = /"download_url":"([^"]+)"/.exec(await asset.text())?.[1] ?? '';
  const length = (await (await fetch(url)).arrayBuffer()).byteLength;
  world.setFaults([{ kind: 'mediaSlow', bytes: Math.ceil(length / 4), everyMs: 1 }]);
  expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(length);
});
