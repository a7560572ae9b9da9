import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import { parseJobQuery } from '../routes/job-query.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock, setUp } = simulation;

describe('GET /api/jobs', () => {
  it('returns normalised jobs, newest first, with the range', async () => {
    const { world, proxy } = setUp({
      records: [
        { name: 'older', createdSecondsAgo: 900, waitSeconds: 20, runSeconds: 60 },
        { name: 'newer', type: 'photo', createdSecondsAgo: 60, waitSeconds: null },
      ],
    });
    const reply = await proxy.get('/api/jobs');
    expect(reply.status).toBe(200);
    const list = await json<JobList>(reply);
    expect(list.jobs.map((job) => [job.name, job.type, job.state])).toEqual([
      ['newer', 'photo', 'WAITING'],
      ['older', '2d', 'SUCCEED'],
    ]);
    expect(list.total).toBe(2);
    expect(list.jobs[1]?.cover?.url).toContain(simulation.url());
    expect(list.stale).toBeNull();
    expect(list.source).toBe('mirror');
    expect(list.range.since).toMatch(/T\d\d:00:00.000Z$/);
    expect(list.counts).toMatchObject({ WAITING: 1, SUCCEED: 1, FAILED: 0 });
    const targets = world.journal.map(({ target }) => new URL(target, simulation.url()));
    expect(targets.every(({ searchParams }) => searchParams.get('sort_dir') === 'desc')).toBe(true);
  });

  it('asks MetaStudio for the first question, and for no other', async () => {
    const { world, proxy } = setUp({ jobs: 50 });
    await Promise.all(Array.from({ length: 100 }, () => proxy.get('/api/jobs?limit=50')));
    const calls = world.journal.length;
    expect(calls).toBeLessThanOrEqual(3);
    const questions = ['state=FAILED', 'type=photo', 'q=a', 'sort=name', 'offset=20', 'late=true'];
    for (const question of questions) {
      expect((await proxy.get(`/api/jobs?${question}`)).status).toBe(200);
    }
    expect(world.journal).toHaveLength(calls);
  });

  it('answers 304 while nothing but the signatures changed', async () => {
    const { world, proxy } = setUp({ records: [{ name: 'done' }] });
    const first = await proxy.get('/api/jobs');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    clock.advance(10_000);
    await proxy.services.mirrors.shared.follower.round();
    const second = await proxy.get('/api/jobs', { 'if-none-match': etag });
    expect(second.status).toBe(304);
    const { asOf } = await json<JobList>(await proxy.get('/api/jobs'));
    expect(asOf).not.toBe((await json<JobList>(first)).asOf);
    world.addJob({ name: 'another' });
    await proxy.services.mirrors.shared.follower.round();
    expect((await proxy.get('/api/jobs', { 'if-none-match': etag })).status).toBe(200);
  });

  it('makes an answer once for as long as nothing changes', async () => {
    const { world, proxy } = setUp({ jobs: 5 });
    const { lists, follower } = proxy.services.mirrors.shared;
    const query = parseJobQuery('limit=5');
    const { value } = await lists.answer(query);
    expect((await lists.answer(query)).value).toBe(value);
    world.addJob({ name: 'another' });
    await follower.round();
    expect((await lists.answer(query)).value.total).toBe(value.total + 1);
  });

  it('finds a job by the words of its script once it was opened, without asking MetaStudio', async () => {
    const { world, proxy } = setUp({
      records: [
        { name: 'opened', scenes: ['<speak>Big <break time="1s"/>news</speak>', '全场五折'] },
        { name: 'other', scenes: ['Big news'] },
      ],
    });
    const path = '/api/jobs?q=news+opened+五折';
    const before = await proxy.get(path);
    expect((await json<JobList>(before)).total).toBe(0);
    const jobId = world.trueJobs().find(({ name }) => name === 'opened')?.jobId;
    await proxy.get(`/api/jobs/${jobId}`);
    const calls = world.journal.length;
    const after = await proxy.get(path, { 'if-none-match': before.headers.get('etag') ?? '' });
    expect(after.status).toBe(200);
    expect((await json<JobList>(after)).jobs).toMatchObject([{ id: jobId, foundInScript: true }]);
    expect((await json<JobList>(await proxy.get('/api/jobs?q=break'))).total).toBe(0);
    expect(world.journal).toHaveLength(calls);
  });

  it('compresses a list once for each encoding, with one ETag', async () => {
    const { proxy } = setUp({ jobs: 60 });
    const plain = await proxy.get('/api/jobs?limit=50');
    const etag = plain.headers.get('etag');
    const body = new Uint8Array(await plain.arrayBuffer());
    for (const [accept, encoding, decode] of [
      ['gzip, deflate, br', 'br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
    ] as const) {
      const reply = await proxy.get('/api/jobs?limit=50', { 'accept-encoding': accept });
      expect(reply.headers.get('content-encoding')).toBe(encoding);
      expect(reply.headers.get('etag')).toBe(etag);
      const bytes = new Uint8Array(await reply.arrayBuffer());
      expect(bytes.byteLength).toBeLessThan(body.byteLength / 2);
      expect(new Uint8Array(decode(bytes))).toEqual(body);
    }
  });

  it('finds the jobs of the last second of a range, and none of the next', async () => {
    const day = Math.floor(clock.now() / 86_400_000) * 86_400_000 - 86_400_000;
    const ago = (time: number) => Math.floor(clock.now() / 1000) - time / 1000;
    const { proxy } = setUp({
      records: [
        { name: 'first', createdSecondsAgo: ago(day) },
        { name: 'last', createdSecondsAgo: ago(day + 86_399_000) },
        { name: 'next', createdSecondsAgo: ago(day + 86_400_000) },
        { name: 'before', createdSecondsAgo: ago(day - 1000) },
      ],
    });
    const range = { since: new Date(day), until: new Date(day + 86_399_999) };
    const query = `since=${range.since.toISOString()}&until=${range.until.toISOString()}`;
    const { jobs } = await json<JobList>(await proxy.get(`/api/jobs?${query}`));
    expect(jobs.map(({ name }) => name)).toEqual(['last', 'first']);
  });

  it.each([
    ['state=DONE', 'state'],
    ['state=UNKNOWN', 'state'],
    ['state=WAITING,,', 'state'],
    ['limit=1e9', 'limit'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=0x10', 'limit'],
    ['offset=-1', 'offset'],
    ['offset=NaN', 'offset'],
    ['offset=%20', 'offset'],
    ['limit=5&limit=6', 'limit'],
    ['since=yesterday', 'since'],
    ['since=2026-02-30T00:00:00Z', 'since'],
    ['until=2026-01-01T00:00:00Z&since=2026-01-02T00:00:00Z', 'until'],
    ['jobId=..%2f..%2fv3', 'jobId'],
    ['scriptId=a%0d%0ab', 'scriptId'],
    ['sort=state', 'sort'],
    ['late=yes', 'late'],
    ['q=a&name=b', 'name'],
    ['dir=up', 'dir'],
    ['type=3d', 'type'],
    [`name=${'x'.repeat(257)}`, 'q'],
    ['__proto__=1', '__proto__'],
    ['constructor=1', 'constructor'],
  ])('rejects ?%s naming the field, and sends nothing', async (query, field) => {
    const { world, proxy } = setUp();
    const reply = await proxy.get(`/api/jobs?${query}`);
    expect(reply.status).toBe(400);
    expect(await json<Problem>(reply)).toMatchObject({ code: 'invalid_request', field });
    expect(world.journal).toHaveLength(0);
  });
});
