import { describe, expect, it } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import type { WorldSpec } from '../../simulator/simulator.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const { clock, setUp } = startSimulation();

describe('GET /api/jobs when MetaStudio fails', () => {
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
});
