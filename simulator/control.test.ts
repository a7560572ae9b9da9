import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Simulator, startSimulator } from './simulator.ts';
import { signedFetch } from './testing/signed-client.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ jobs: 30 });
});
afterAll(() => simulator.close());

const Body = z.record(z.string(), z.unknown());
const Created = z.object({
  projectId: z.string(),
  ak: z.string(),
  sk: z.string(),
  jobIds: z.array(z.string()),
});

async function control(method: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(`${simulator.url}/control${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: Body.parse(await response.json()) };
}

it('creates, fills, changes and reads a world', async () => {
  const records = [{ jobId: 'j1', name: 'First', createdSecondsAgo: 1, waitSeconds: null }];
  const made = await control('POST', '/worlds', { records, switches: { rateLimits: 'none' } });
  expect(made.status).toBe(201);
  const { projectId, ak, sk, jobIds } = Created.parse(made.body);
  expect(jobIds).toEqual(['j1']);
  const world = `/worlds/${projectId}`;

  const added = await control('POST', `${world}/jobs`, { name: 'Second', type: 'photo' });
  expect(added.status).toBe(201);
  expect((await control('POST', `${world}/jobs`, { jobId: 'j1' })).status).toBe(409);

  const start = await control('PATCH', `${world}/jobs/j1`, {
    startInSeconds: 0,
    finishInSeconds: 50,
  });
  expect(start).toEqual({ status: 200, body: { state: 'PROCESSING' } });
  await control('POST', `${world}/clock`, { advanceSeconds: 60 });
  const { body } = await control('GET', `${world}/jobs`);
  expect(body).toMatchObject({
    jobs: [
      { name: 'Second', state: 'SUCCEED' },
      { jobId: 'j1', state: 'SUCCEED' },
    ],
  });

  await control('PUT', `${world}/faults`, [{ kind: 'status', status: 503, times: 1 }]);
  const target = `/v1/${projectId}/digital-human-videos`;
  const keys = { projectId, ak, sk };
  expect((await signedFetch(simulator.url, keys, target)).status).toBe(503);
  expect((await signedFetch(simulator.url, keys, target)).status).toBe(200);
  const journal = await control('GET', `${world}/journal`);
  expect(journal.body).toMatchObject({
    journal: [
      { method: 'GET', target, operation: 'listDigitalHumanVideo', status: 503 },
      { status: 200 },
    ],
  });
});

it('serves the default world under its name', async () => {
  const { body } = await control('GET', '/worlds/default');
  expect(body).toMatchObject({ projectId: simulator.world.projectId, ak: simulator.world.ak });
  const keys = ['projectId', 'ak', 'sk', 'iam', 'urlTtlSeconds', 'switches', 'now'];
  expect(Object.keys(body)).toEqual(keys);
  const jobs = await control('GET', '/worlds/default/jobs');
  expect(z.array(z.unknown()).parse(jobs.body.jobs).length).toBeGreaterThanOrEqual(30);
});

it.each([
  ['POST', '/worlds', { jobs: -1 }],
  ['POST', '/worlds', { unknown: true }],
  ['POST', '/worlds', { switches: { jobType: 'odd' } }],
  ['POST', '/worlds', { faults: [{ kind: 'melt' }] }],
  ['POST', '/worlds/default/jobs', { waitSeconds: 'long' }],
  ['PUT', '/worlds/default/faults', [{ kind: 'delay', ms: -1 }]],
  ['POST', '/worlds/default/clock', {}],
])('%s %s rejects %j', async (method, path, body) => {
  expect((await control(method, path, body)).status).toBe(400);
});

it('deletes a job', async () => {
  const made = await control('POST', '/worlds', { records: [{ jobId: 'j1' }, { jobId: 'j2' }] });
  const { projectId } = Created.parse(made.body);
  const json = { 'content-type': 'application/json' };
  const remove = () => control('DELETE', `/worlds/${projectId}/jobs/j1`, undefined, json);
  expect(await remove()).toEqual({ status: 200, body: { jobs: 1 } });
  expect((await remove()).status).toBe(404);
  expect((await control('GET', `/worlds/${projectId}/jobs`)).body).toMatchObject({
    jobs: [{ jobId: 'j2' }],
  });
});

it('turns some switches and leaves the others', async () => {
  const switches = { rateLimits: 'none', emptyFields: 'null' };
  const { projectId } = Created.parse((await control('POST', '/worlds', { switches })).body);
  const path = `/worlds/${projectId}/switches`;
  const turned = await control('PUT', path, { updateTime: 'creation' });
  expect(turned.body).toMatchObject({ switches: { ...switches, updateTime: 'creation' } });
  expect((await control('PUT', path, { updateTime: 'never' })).status).toBe(400);
});

it('corrects the clock without a change to states', async () => {
  const records = [{ jobId: 'j1', createdSecondsAgo: 60, waitSeconds: 55, runSeconds: null }];
  const { projectId } = Created.parse((await control('POST', '/worlds', { records })).body);
  await control('POST', `/worlds/${projectId}/clock`, { stepSeconds: -600 });
  const { body } = await control('GET', `/worlds/${projectId}/jobs`);
  expect(body).toMatchObject({ jobs: [{ state: 'PROCESSING' }] });
});

it('answers 404 for an unknown world, job or path', async () => {
  expect((await control('GET', '/worlds/unknown/jobs')).status).toBe(404);
  expect((await control('PATCH', '/worlds/default/jobs/unknown', {})).status).toBe(404);
  expect((await control('GET', '/elsewhere')).status).toBe(404);
});

it('rejects requests that a web page could send', async () => {
  const clock = (headers: Record<string, string>) =>
    control('POST', '/worlds/default/clock', { advanceSeconds: 0 }, headers);
  expect((await clock({})).status).toBe(200);
  expect((await clock({ 'content-type': 'text/plain' })).status).toBe(415);
  expect((await clock({ origin: 'http://evil.test' })).status).toBe(403);
  expect((await clock({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await clock({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await control('GET', '/worlds/default', undefined, { origin: 'null' })).status).toBe(403);
});

it('rejects a host name that is not a loopback one', async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { host: 'evil.test' };
    request(`${simulator.url}/control/worlds/default`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
});
