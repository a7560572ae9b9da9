import { describe, expect, it } from 'vitest';
import { type Cancellations, type CancelReply, maxReasonLength } from '../../contract/cancel.ts';
import type { JobDetail, JobList } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Fault, JobSpec } from '../../simulator/simulator.ts';
import { json, type ProxyOptions, type RunningProxy } from '../testing/proxy.ts';
import { order } from '../testing/scripted-cancels.ts';
import { cancelSetUp, startSimulation, waiting } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;
const setUp = (spec: JobSpec, faults?: Fault[], more?: Partial<ProxyOptions>) =>
  cancelSetUp(simulation, spec, faults, more);

const actions = async (proxy: RunningProxy) => (await proxy.audit()).map(({ action }) => action);

describe('POST /api/jobs/{jobId}/cancel', () => {
  it.each([
    ['2d', '/2d-digital-human-videos/'],
    ['photo', '/photo-digital-human-videos/'],
  ] as const)('cancels a waiting %s job on the path of its type', async (type, path) => {
    const { world, jobId, proxy, sent, cancel } = setUp({ ...waiting, type });
    await proxy.get('/api/jobs');
    const reply = await cancel({ reason: ' too\nlate ' });
    expect(reply.status).toBe(200);
    const answer = await json<CancelReply>(reply);
    expect(answer).toMatchObject({ outcome: 'canceled', problem: null, job: { type } });
    expect(sent().map((entry) => entry.target)).toEqual([
      `/v1/${world.projectId}${path}${jobId}/cancel`,
    ]);
    expect(await actions(proxy)).toEqual(['cancel.requested', 'cancel.sent', 'cancel.settled']);
    const list = await json<JobList>(await proxy.get('/api/jobs'));
    expect(list.jobs[0]?.state).toBe('CANCELED');
    const { cancellations } = await json<Cancellations>(
      await proxy.get(`/api/jobs/${jobId}/cancellations`),
    );
    expect(cancellations).toMatchObject([
      {
        auditId: answer.auditId,
        outcome: 'canceled',
        reason: 'too late',
        priorState: 'WAITING',
        finalState: 'CANCELED',
        by: { id: 'demo', role: 'support' },
      },
    ]);
  });

  it.each<[string, JobSpec, string]>([
    ['PROCESSING', { waitSeconds: 1, runSeconds: null }, 'too_late'],
    ['SUCCEED', {}, 'too_late'],
    ['FAILED', { ending: 'FAILED' }, 'too_late'],
    ['BLOCK', { ending: 'BLOCK' }, 'refused'],
    ['an unknown state', { ending: 'ARCHIVING' }, 'refused'],
    ['waiting in lower case', { overrides: { state: 'waiting' } }, 'refused'],
    ['WAITING with a space', { overrides: { state: 'WAITING ' } }, 'refused'],
  ])('sends nothing for %s', async (_, spec, outcome) => {
    const { proxy, sent, cancel } = setUp(spec);
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome, problem: null });
    expect(sent()).toHaveLength(0);
    expect(await actions(proxy)).toEqual(['cancel.requested', 'cancel.settled']);
  });

  it('guesses no type: sends nothing for a waiting job of an unknown one', async () => {
    const { proxy, sent, cancel } = setUp({ ...waiting, overrides: { job_type: '3D' } });
    expect(await json<CancelReply>(await cancel())).toMatchObject({
      outcome: 'not_sent',
      job: { state: 'WAITING', type: null },
      problem: { code: 'upstream_malformed', upstream: null },
    });
    expect(sent()).toHaveLength(0);
    expect((await proxy.audit()).at(-1)).toMatchObject({ outcome: 'not_sent' });
  });

  it('reports a job that was canceled already', async () => {
    const { world, jobId, sent, cancel } = setUp(waiting);
    world.editJob(jobId, { cancelled: true });
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'already_canceled' });
    expect(sent()).toHaveLength(0);
  });

  it('reports too_late when the job starts in between', async () => {
    const { sent, cancel } = setUp(waiting, [{ kind: 'cancelRace' }]);
    expect(await json<CancelReply>(await cancel())).toMatchObject({
      outcome: 'too_late',
      job: { state: 'PROCESSING' },
    });
    expect(sent()).toHaveLength(1);
  });

  it.each([400, 404, 409])(
    'reports refused after %i while the job is still waiting',
    async (status) => {
      const operation = 'cancel2DDigitalHumanVideo';
      const code = 'MSS.00000003';
      const { sent, cancel } = setUp(waiting, [
        { kind: 'status', status, code, match: { operation } },
      ]);
      expect(await json<CancelReply>(await cancel())).toMatchObject({
        outcome: 'refused',
        problem: { upstream: { status, code } },
      });
      expect(sent()).toHaveLength(1);
    },
  );

  it.each(['500', 'html', 'reset', 'truncate', 'hang'] as const)(
    'reports canceled after one request that was applied and answered by %s',
    async (how) => {
      const { sent, cancel } = setUp(waiting, [{ kind: 'cancelAppliedReplyLost', how }]);
      expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'canceled' });
      expect(sent()).toHaveLength(1);
    },
  );

  it('reports unconfirmed, then canceled, when the cancel is applied late', async () => {
    const { jobId, proxy, sent, cancel } = setUp(waiting, [
      { kind: 'cancelLateApply', afterSeconds: 60, how: '500' },
    ]);
    const reply = await cancel();
    expect(reply.status).toBe(202);
    expect(await json<CancelReply>(reply)).toMatchObject({ outcome: 'unconfirmed' });
    await expect
      .poll(async () => (await proxy.services.cancels.of(jobId, order.user))[0]?.outcome)
      .toBe('canceled');
    expect(sent()).toHaveLength(1);
    expect((await actions(proxy)).slice(2)).toEqual(['cancel.unconfirmed', 'cancel.settled']);
  });

  it('gives up an ineffective cancel after half an hour and allows another one', async () => {
    const { jobId, proxy, sent, cancel } = setUp(waiting, [
      { kind: 'cancelLost', how: 'reset', times: 1 },
    ]);
    const start = clock.now();
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'unconfirmed' });
    await expect
      .poll(async () => (await proxy.services.cancels.of(jobId, order.user))[0]?.settledAt, {
        timeout: 10_000,
      })
      .not.toBeNull();
    expect((await proxy.services.cancels.of(jobId, order.user))[0]?.outcome).toBe('refused');
    expect(clock.now() - start).toBeGreaterThan(29 * 60_000);
    expect(sent()).toHaveLength(1);
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'canceled' });
    expect(sent()).toHaveLength(2);
  });

  it('does not send again while an earlier one is unconfirmed', async () => {
    const paused = { ...clock, sleep: (ms: number) => (ms >= 5000 ? forever : clock.sleep(ms)) };
    const { sent, cancel } = setUp(waiting, [{ kind: 'cancelLost', how: '200' }], {
      clock: paused,
    });
    const first = await json<CancelReply>(await cancel());
    expect(first.outcome).toBe('unconfirmed');
    const again = await cancel();
    expect(again.status).toBe(202);
    const answer = await json<CancelReply>(again);
    expect(answer).toMatchObject({ outcome: 'unconfirmed', joined: { auditId: first.auditId } });
    expect(answer.auditId).not.toBe(first.auditId);
    expect(sent()).toHaveLength(1);
  });

  it('draws no conclusion from failing reads', async () => {
    let failing = 0;
    const { cancel, sent } = setUp(waiting, [], {
      fetch: async (url, init) => {
        if (failing > 0) {
          failing--;
          return new Response('{}', { status: failing === 2 ? 404 : 503 });
        }
        const reply = await fetch(url, init);
        if (url.endsWith('/cancel')) failing = 12;
        return reply;
      },
    });
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'canceled' });
    expect(sent()).toHaveLength(1);
    expect(failing).toBe(0);
  });

  it('reads the job without the cache before a cancel', async () => {
    const { world, jobId, proxy, sent, cancel } = setUp(waiting);
    await proxy.get('/api/jobs');
    await proxy.get(`/api/jobs/${jobId}`);
    world.editJob(jobId, { startInSeconds: 0 });
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'too_late' });
    expect(sent()).toHaveLength(0);
    const detail = await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}`));
    expect(detail.state).toBe('PROCESSING');
  });

  it('keeps a reason on one line, whatever it contains', async () => {
    const { jobId, proxy, cancel } = setUp(waiting);
    await cancel({ reason: 'x"\n{"outcome":"canceled"}' });
    expect((await proxy.services.cancels.of(jobId, order.user))[0]?.reason).toBe(
      'x" {"outcome":"canceled"}',
    );
  });

  it('reports not_found for an unknown job and not_sent while MetaStudio is unreachable', async () => {
    const { proxy, cancel, sent, world } = setUp(waiting);
    const unknown = await proxy.post('/api/jobs/no-such-job/cancel', {});
    expect(await json<CancelReply>(unknown)).toMatchObject({ outcome: 'not_found', job: null });
    world.setFaults([{ kind: 'reset' }]);
    expect(await json<CancelReply>(await cancel())).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'upstream_unreachable' },
    });
    expect(sent()).toHaveLength(0);
  });

  it('is forbidden for other roles than support and admin', async () => {
    const { proxy, jobId, sent } = setUp(waiting);
    const signIn = await proxy.post('/api/session', { role: 'manager' });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const reply = await proxy.post(`/api/jobs/${jobId}/cancel`, {}, { cookie });
    expect(reply.status).toBe(403);
    expect(await json<Problem>(reply)).toMatchObject({ code: 'forbidden' });
    expect(sent()).toHaveLength(0);
    expect((await proxy.audit()).at(-1)).toMatchObject({
      action: 'cancel.forbidden',
      person: 'demo',
      subject: jobId,
      role: 'manager',
    });
  });

  it.each([
    [{ reason: 'x'.repeat(maxReasonLength + 1) }, 'reason'],
    [{ type: '3d' }, 'type'],
    [{ force: true }, 'force'],
    [[], 'body'],
  ])('rejects the body %j', async (body, field) => {
    const { cancel, world } = setUp(waiting);
    const reply = await cancel(body);
    expect(await json<Problem>(reply)).toMatchObject({ status: 400, field });
    expect(world.journal).toHaveLength(0);
  });
});

const forever = new Promise<void>(() => undefined);
