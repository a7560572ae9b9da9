import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import type { WorldSpec } from '../../simulator/simulator.ts';
import { parseJobQuery } from '../routes/job-query.ts';
import { json, type ProxyOptions } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;

function setUp(spec: WorldSpec = {}, more: Partial<ProxyOptions> = {}) {
  const world = simulation.world(spec);
  return { world, proxy: simulation.proxy(world, more) };
}

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

  it('goes on answering with the reason while MetaStudio fails', async () => {
    const { world, proxy } = setUp({ records: [{ name: 'done' }] });
    await proxy.get('/api/jobs');
    world.setFaults([{ kind: 'status', status: 503, code: 'APIGW.0201' }]);
    clock.advance(10_000);
    await proxy.services.mirrors.shared.follower.round();
    const stale = await json<JobList>(await proxy.get('/api/jobs'));
    expect(stale.jobs).toHaveLength(1);
    expect(stale.stale?.problem).toMatchObject({
      code: 'upstream_error',
      upstream: { status: 503, code: 'APIGW.0201' },
    });
    clock.advance(3 * 3_600_000);
    const late = await json<JobList>(await proxy.get('/api/jobs'));
    expect([late.jobs.length, late.asOf]).toEqual([1, stale.asOf]);
    // A round that the question began may be under way still.
    await proxy.services.mirrors.shared.follower.round();
    world.setFaults([]);
    await proxy.services.mirrors.shared.follower.round();
    expect(await json<JobList>(await proxy.get('/api/jobs'))).toMatchObject({ stale: null });
  });

  it('shows no older copy once MetaStudio refuses access', async () => {
    const { world, proxy } = setUp({ records: [{ name: 'done' }] });
    await proxy.get('/api/jobs');
    world.setFaults([{ kind: 'status', status: 403, code: 'APIGW.0302' }]);
    await proxy.services.mirrors.shared.follower.round();
    expect((await proxy.get('/api/jobs')).status).toBe(502);
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

  it('retries a read at most twice', async () => {
    const { world, proxy } = setUp({ faults: [{ kind: 'reset' }] });
    await proxy.get('/api/jobs');
    expect(world.journal).toHaveLength(3);
  });

  it.each<[string, NonNullable<WorldSpec['faults']>[number], string]>([
    ['HTML', { kind: 'html', status: 200 }, 'upstream_malformed'],
    ['an empty body', { kind: 'emptyBody' }, 'upstream_malformed'],
    ['a truncated body', { kind: 'truncate' }, 'upstream_unreachable'],
    ['no JSON', { kind: 'wrongShape', shape: 'notJson' }, 'upstream_malformed'],
    ['null', { kind: 'wrongShape', shape: 'null' }, 'upstream_malformed'],
    ['an array', { kind: 'wrongShape', shape: 'list' }, 'upstream_malformed'],
    ['deep nesting', { kind: 'wrongShape', shape: 'deep' }, 'upstream_malformed'],
    ['a gzip bomb', { kind: 'gzipBomb', megabytes: 64 }, 'upstream_malformed'],
    ['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/' }, 'upstream_error'],
    ['a hang', { kind: 'hang' }, 'upstream_timeout'],
    ['a body byte by byte', { kind: 'drip', bytes: 1, everyMs: 20 }, 'upstream_timeout'],
    ['forbidden', { kind: 'status', status: 403, code: 'APIGW.0302' }, 'upstream_forbidden'],
    [
      'an unknown API',
      { kind: 'status', status: 404, code: 'APIGW.0101' },
      'upstream_misconfigured',
    ],
    ['a throttle', { kind: 'tooManyRequests' }, 'upstream_throttled'],
    ['a hidden throttle', { kind: 'status', status: 403, code: 'APIG.0308' }, 'upstream_throttled'],
  ])('turns %s into a problem without any of its text', async (_, fault, code) => {
    // Only replies that never end have to wait for the budget.
    const isEndless = fault.kind === 'hang' || fault.kind === 'drip';
    const budgets = { readMs: isEndless ? 400 : 5000, cancelMs: 400 };
    const { proxy } = setUp({ records: [{ name: 'one' }], faults: [fault] }, { budgets });
    const reply = await proxy.get('/api/jobs');
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const text = await reply.text();
    expect(JSON.parse(text)).toMatchObject({ code, type: 'about:blank', status: reply.status });
    expect(text).not.toMatch(/<html|<!doctype/i);
    expect(proxy.logged.join('')).not.toMatch(/<html|<!doctype/i);
  });

  it('keeps the other jobs when the fields of one are wrong', async () => {
    const { proxy } = setUp({
      records: [
        { name: 'fine', createdSecondsAgo: 10 },
        { createdSecondsAgo: 20, overrides: { duration: { a: 1 }, create_time: 7 } },
        { createdSecondsAgo: 30, overrides: { job_id: 42 } },
        { createdSecondsAgo: 40, overrides: { job_id: '../../etc' } },
      ],
    });
    const { jobs, total, coverage } = await json<JobList>(await proxy.get('/api/jobs'));
    // A job without a creation time comes last.
    expect(jobs[1]?.id).toBe('42');
    expect(jobs[2]).toMatchObject({ durationSeconds: null, createdAt: null });
    expect([total, coverage.unreadable]).toEqual([3, 1]);
    expect(proxy.logged.join('')).toContain('upstream_anomaly');
  });

  it('reads numbers where texts are meant, and a text where an error is meant', async () => {
    const { proxy } = setUp({
      records: [
        {
          createdSecondsAgo: 10,
          overrides: {
            job_id: 85987,
            'output_asset_config.asset_id': 7,
            'output_asset_config.asset_name': 2026,
            error_info: { error_code: 45000001, error_msg: 12 },
          },
        },
        { createdSecondsAgo: 20, overrides: { error_info: 'Infer error' } },
      ],
    });
    const { jobs } = await json<JobList>(await proxy.get('/api/jobs'));
    expect(jobs[0]).toMatchObject({
      id: '85987',
      assetId: '7',
      name: '2026',
      error: { code: '45000001', message: '12' },
    });
    expect(jobs[1]?.error).toEqual({ code: null, message: 'Infer error' });
  });

  it('passes on no cover of another host', async () => {
    const cover_url = 'https://evil.example/a.jpg?Signature=x';
    const { proxy } = setUp({
      records: [{ overrides: { 'output_asset_config.cover_url': cover_url } }],
    });
    const text = await (await proxy.get('/api/jobs')).text();
    expect(text).not.toContain('evil.example');
    expect(JSON.parse(text)).toMatchObject({ jobs: [{ cover: null }] });
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

  it('retries at most a tenth of the calls, beyond the first ten retries', async () => {
    const { world, proxy } = setUp({ faults: [{ kind: 'reset' }] });
    let script = 1;
    const callsOfRead = async () => {
      const before = world.journal.length;
      await proxy.get(`/api/jobs?scriptId=script-${script++}`);
      return world.journal.length - before;
    };
    for (let i = 0; i < 5; i++) expect(await callsOfRead()).toBe(3);
    expect(await callsOfRead()).toBe(1);
    world.setFaults([]);
    for (let i = 0; i < 15; i++) expect(await callsOfRead()).toBe(1);
    world.setFaults([{ kind: 'reset' }]);
    expect(await callsOfRead()).toBe(2);
    expect(await callsOfRead()).toBe(1);
  });

  it.each([3600, 86_400, 'Fri, 31 Dec 2099 23:59:59 GMT'])(
    'reads again after 30 s, although MetaStudio said Retry-After: %s',
    async (retryAfter) => {
      const { proxy, world } = setUp({
        records: [{ name: 'one' }],
        faults: [{ kind: 'tooManyRequests', retryAfter, times: 1 }],
      });
      const refused = await proxy.get('/api/jobs');
      expect(await json<Problem>(refused)).toMatchObject({ code: 'upstream_throttled' });
      expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(30);
      clock.advance(20_000);
      await proxy.get('/api/jobs');
      expect(world.journal).toHaveLength(1);
      clock.advance(11_000);
      expect((await json<JobList>(await proxy.get('/api/jobs'))).jobs).toHaveLength(1);
    },
  );

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
