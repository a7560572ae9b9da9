import { describe, expect, it } from 'vitest';
import type { CancelReply } from '../../contract/cancel.ts';
import type { JobList } from '../../contract/job.ts';
import type { Fault, JobSpec } from '../../simulator/simulator.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { json, type ProxyOptions } from '../testing/proxy.ts';
import { order } from '../testing/scripted-cancels.ts';
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
    expect((await proxy.services.cancels.of(jobId, order.user))[0]?.settledAt).not.toBeNull();
  });

  it('does not show an older state after a newer one', async () => {
    const shown: (string | undefined)[] = [];
    const list = async () => {
      await proxy.services.mirrors.shared.follower.round();
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
    await expect.poll(async () => (await proxy.audit()).length).toBe(2);
    leaving.abort();
    await expect
      .poll(async () => (await proxy.services.cancels.of(jobId, order.user))[0]?.outcome)
      .toBe('canceled');
    await asked.catch(() => undefined);
    expect(sent()).toHaveLength(1);
  });

  it('is not sent when it cannot be recorded, while reads work', async () => {
    const assertInPlace = () => {
      throw new RecordsTrouble('gone');
    };
    const engine = { ...memoryEngine(), assertInPlace };
    const { proxy, jobId, sent, cancel } = setUp(waiting, [], { engine });
    expect(await json<CancelReply>(await cancel())).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'records_unavailable' },
    });
    expect(sent()).toHaveLength(0);
    expect((await proxy.get('/api/jobs')).status).toBe(200);
    expect((await proxy.get(`/api/jobs/${jobId}/cancellations`)).status).toBe(503);
    const ready = await proxy.get('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('moved or deleted');
  });

  it('does not take a replica out of service when all of them share the trouble', async () => {
    const assertInPlace = () => {
      throw new RecordsTrouble('unreachable');
    };
    const engine = { ...memoryEngine(), assertInPlace, shared: true };
    const { proxy } = setUp(waiting, [], { engine });
    const ready = await proxy.get('/readyz');
    expect(ready.status).toBe(200);
    expect(await ready.text()).toContain('cannot be reached');
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
    await expect.poll(async () => (await proxy.audit()).length).toBe(2);
    await proxy.services.cancels.drain(15_000);
    expect(await proxy.audit()).toMatchObject([
      { action: 'cancel.requested', subject: jobId },
      { action: 'cancel.sent', subject: jobId },
      { action: 'cancel.unconfirmed', outcome: 'unconfirmed' },
    ]);
    release();
    expect(await json<CancelReply>(await asked)).toMatchObject({ outcome: 'canceled' });
  });

  it('is watched at the next start after a crash left it open', async () => {
    const engine = memoryEngine();
    const { world, jobId, cancel } = setUp(waiting, [], {
      engine,
      // The process dies with the cancel on its way.
      fetch: (url, init) =>
        url.endsWith('/cancel') ? new Promise(() => undefined) : fetch(url, init),
    });
    void cancel();
    const next = simulation.proxy(world, { engine });
    const latest = async () => (await next.services.cancels.of(jobId, order.user))[0];
    await expect.poll(async () => (await latest())?.sentAt ?? null).not.toBeNull();
    expect(await latest()).toMatchObject({ outcome: null, settledAt: null });
    await next.services.cancels.takeOver(Number.MAX_SAFE_INTEGER);
    expect(await latest()).toMatchObject({ outcome: 'unconfirmed' });
    world.editJob(jobId, { cancelled: true });
    await expect.poll(async () => (await latest())?.outcome).toBe('canceled');
  });
});
