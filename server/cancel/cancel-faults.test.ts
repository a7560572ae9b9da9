import { describe, expect, it } from 'vitest';
import type { CancelReply } from '../../contract/cancel.ts';
import type { JobList } from '../../contract/job.ts';
import type { Fault, JobSpec } from '../../simulator/simulator.ts';
import { json, type ProxyOptions } from '../testing/proxy.ts';
import { cancelSetUp, startSimulation, waiting } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;
const setUp = (spec: JobSpec, faults?: Fault[], more?: Partial<ProxyOptions>) =>
  cancelSetUp(simulation, spec, faults, more);

describe('a cancel when something fails', () => {
  it.each<[string, string | number | undefined, number, string]>([
    ['2', 2, 2, 'canceled'],
    ['junk', 'soon', 2, 'canceled'],
    ['nothing', undefined, 2, 'canceled'],
    ['3600', 3600, 1, 'not_sent'],
  ])(
    'is handled when it is throttled with Retry-After %s',
    async (_, retryAfter, requests, outcome) => {
      const operation = 'cancel2DDigitalHumanVideo';
      const throttle: Fault = { kind: 'tooManyRequests', times: 1, match: { operation } };
      const { sent, cancel } = setUp(waiting, [
        retryAfter === undefined ? throttle : { ...throttle, retryAfter },
      ]);
      expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome });
      expect(sent()).toHaveLength(requests);
    },
  );

  it('is not sent a third time when it is throttled again', async () => {
    const operation = 'cancel2DDigitalHumanVideo';
    const { sent, cancel } = setUp(waiting, [{ kind: 'tooManyRequests', match: { operation } }]);
    expect(await json<CancelReply>(await cancel())).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'upstream_throttled' },
    });
    expect(sent()).toHaveLength(2);
  });

  it('is not_sent without a read-back when its connection is refused', async () => {
    let calls = 0;
    const { jobId, proxy, cancel } = setUp(waiting, [], {
      fetch: (url, init) => {
        calls++;
        if (!url.endsWith('/cancel')) return fetch(url, init);
        const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
        return Promise.reject(new TypeError('fetch failed', { cause }));
      },
    });
    expect(await json<CancelReply>(await cancel({ type: '2d' }))).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'upstream_unreachable' },
    });
    expect(calls).toBe(2);
    expect(proxy.services.cancels.of(jobId)[0]?.settledAt).not.toBeNull();
  });

  it('does not show an older state after a newer one', async () => {
    const shown: (string | undefined)[] = [];
    const list = async () => {
      await proxy.services.follower.round();
      return await json<JobList>(await proxy.get('/api/jobs'));
    };
    const { world, jobId, proxy, cancel } = setUp(waiting, [], {
      fetch: async (url, init) => {
        if (!url.endsWith('/cancel')) return await fetch(url, init);
        // Another person cancels the job, the list shows it, then every read fails.
        world.editJob(jobId, { cancelled: true });
        shown.push((await list()).jobs[0]?.state);
        world.setFaults([{ kind: 'status', status: 503 }]);
        const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
        throw new TypeError('fetch failed', { cause });
      },
    });
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'not_sent' });
    clock.advance(6000);
    const after = await list();
    expect(after.stale).not.toBeNull();
    expect([...shown, after.jobs[0]?.state]).toEqual(['CANCELED', 'CANCELED']);
  });

  it('is one cancel for six clicks', async () => {
    const { sent, cancel } = setUp(waiting);
    const answers = await Promise.all(
      Array.from({ length: 6 }, async () => await json<CancelReply>(await cancel())),
    );
    expect(new Set(answers.map((answer) => answer.auditId)).size).toBe(1);
    expect(sent()).toHaveLength(1);
  });

  it('continues when the browser disconnects', async () => {
    const { jobId, proxy, sent } = setUp(waiting, [
      { kind: 'delay', ms: 50, match: { operation: 'cancel2DDigitalHumanVideo' } },
    ]);
    const leaving = new AbortController();
    const asked = proxy.post(`/api/jobs/${jobId}/cancel`, {}, {}, leaving.signal);
    await expect.poll(() => proxy.audit.length).toBe(1);
    leaving.abort();
    await expect.poll(() => proxy.services.cancels.of(jobId)[0]?.outcome).toBe('canceled');
    await asked.catch(() => undefined);
    expect(sent()).toHaveLength(1);
  });

  it('is not sent when the audit cannot be written, while reads work', async () => {
    const file = { append: () => Promise.reject(new Error('full')), close: async () => undefined };
    const { proxy, sent, cancel } = setUp(waiting, [], { file });
    expect(await json<CancelReply>(await cancel())).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'internal' },
    });
    expect(sent()).toHaveLength(0);
    expect((await proxy.get('/api/jobs')).status).toBe(200);
  });

  it('is recorded as unconfirmed when it is under way at the end of a shutdown', async () => {
    let release: () => void = () => undefined;
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { jobId, proxy, cancel } = setUp(waiting, [], {
      budgets: { readMs: 5000, cancelMs: 60_000 },
      fetch: async (url, init) => {
        if (url.endsWith('/cancel')) await blocked;
        return await fetch(url, init);
      },
    });
    const asked = cancel();
    await expect.poll(() => proxy.audit.length).toBe(1);
    await proxy.services.cancels.drain(15_000);
    expect(proxy.audit.map((line) => JSON.parse(line))).toMatchObject([
      { kind: 'intent', jobId },
      { kind: 'outcome', outcome: 'unconfirmed', final: false },
    ]);
    release();
    expect(await json<CancelReply>(await asked)).toMatchObject({ outcome: 'canceled' });
  });

  it('is watched at the next start after a crash left it open', async () => {
    const first = setUp(waiting);
    await first.cancel();
    const [intent] = first.proxy.audit;
    const torn = `${intent}\n{"kind":"outco`;
    const second = simulation.proxy(first.world, { earlier: [torn] });
    const { cancels } = second.services;
    expect(cancels.of(first.jobId)[0]?.outcome).toBeNull();
    await expect.poll(() => cancels.of(first.jobId)[0]?.outcome).toBe('canceled');
  });
});
