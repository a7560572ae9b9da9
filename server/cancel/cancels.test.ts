import { describe, expect, it } from 'vitest';
import type { Cancellations, CancelReply } from '../../contract/cancel.ts';
import type { JobDetail, JobList } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Fault, JobSpec } from '../../simulator/simulator.ts';
import { json, type ProxyOptions } from '../testing/proxy.ts';
import { cancelSetUp, startSimulation, waiting } from '../testing/simulation.ts';

const simulation = startSimulation();
const { clock } = simulation;
const setUp = (spec: JobSpec, faults?: Fault[], more?: Partial<ProxyOptions>) =>
  cancelSetUp(simulation, spec, faults, more);

const records = (lines: string[]) => lines.map((line): { kind: string } => JSON.parse(line));

describe('POST /api/jobs/{jobId}/cancel', () => {
  it.each([
    ['2d', '/2d-digital-human-videos/'],
    ['photo', '/photo-digital-human-videos/'],
  ] as const)('D01: cancels a waiting %s job by its own path', async (type, path) => {
    const { world, jobId, proxy, sent, cancel } = setUp({ ...waiting, type });
    await proxy.get('/api/jobs');
    const reply = await cancel({ reason: ' too\nlate ' });
    expect(reply.status).toBe(200);
    const answer = await json<CancelReply>(reply);
    expect(answer).toMatchObject({ outcome: 'canceled', problem: null, job: { type } });
    expect(sent().map((entry) => entry.target)).toEqual([
      `/v1/${world.projectId}${path}${jobId}/cancel`,
    ]);
    expect(records(proxy.audit).map((record) => record.kind)).toEqual(['intent', 'outcome']);
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
    ['waiting in lower case (E21)', { overrides: { state: 'waiting' } }, 'refused'],
    ['WAITING with a space (E21)', { overrides: { state: 'WAITING ' } }, 'refused'],
  ])('D02: sends nothing for %s', async (_, spec, outcome) => {
    const { proxy, sent, cancel } = setUp(spec);
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome, problem: null });
    expect(sent()).toHaveLength(0);
    expect(records(proxy.audit).map((record) => record.kind)).toEqual(['declined']);
  });

  it('D02: says when it was canceled already', async () => {
    const { world, jobId, sent, cancel } = setUp(waiting);
    world.editJob(jobId, { cancelled: true });
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'already_canceled' });
    expect(sent()).toHaveLength(0);
  });

  it('D03: a job that starts in between is too late, not failed', async () => {
    const { sent, cancel } = setUp(waiting, [{ kind: 'cancelRace' }]);
    expect(await json<CancelReply>(await cancel())).toMatchObject({
      outcome: 'too_late',
      job: { state: 'PROCESSING' },
    });
    expect(sent()).toHaveLength(1);
  });

  it.each([400, 404, 409])('D04: %i with the job still waiting is a refusal', async (status) => {
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
  });

  it.each(['500', 'html', 'reset', 'truncate', 'hang'] as const)(
    'D05, D06, D07: applied and answered by %s is canceled, with one request',
    async (how) => {
      const { sent, cancel } = setUp(waiting, [{ kind: 'cancelAppliedReplyLost', how }]);
      expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'canceled' });
      expect(sent()).toHaveLength(1);
    },
  );

  it('D07: applied late is unconfirmed first and canceled in the end', async () => {
    const { jobId, proxy, sent, cancel } = setUp(waiting, [
      { kind: 'cancelLateApply', afterSeconds: 60, how: '500' },
    ]);
    const reply = await cancel();
    expect(reply.status).toBe(202);
    expect(await json<CancelReply>(reply)).toMatchObject({ outcome: 'unconfirmed' });
    await expect.poll(() => proxy.services.cancels.of(jobId)[0]?.outcome).toBe('canceled');
    expect(sent()).toHaveLength(1);
    expect(records(proxy.audit).map((one) => one.kind)).toEqual(['intent', 'outcome', 'outcome']);
  });

  it('D08: never applied ends after half an hour, and may be tried again', async () => {
    const { jobId, proxy, sent, cancel } = setUp(waiting, [
      { kind: 'cancelLost', how: 'reset', times: 1 },
    ]);
    const began = clock.now();
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'unconfirmed' });
    await expect
      .poll(() => proxy.services.cancels.of(jobId)[0]?.settledAt, { timeout: 10_000 })
      .not.toBeNull();
    expect(proxy.services.cancels.of(jobId)[0]?.outcome).toBe('refused');
    expect(clock.now() - began).toBeGreaterThan(29 * 60_000);
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
    expect((await json<CancelReply>(again)).auditId).toBe(first.auditId);
    expect(sent()).toHaveLength(1);
  });

  it('D17: reads that fail in between tell nothing', async () => {
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

  it('D18: reads the job anew however fresh the list looks', async () => {
    const { world, jobId, proxy, sent, cancel } = setUp(waiting);
    await proxy.get('/api/jobs');
    await proxy.get(`/api/jobs/${jobId}`);
    world.editJob(jobId, { startInSeconds: 0 });
    expect(await json<CancelReply>(await cancel())).toMatchObject({ outcome: 'too_late' });
    expect(sent()).toHaveLength(0);
    const detail = await json<JobDetail>(await proxy.get(`/api/jobs/${jobId}`));
    expect(detail.state).toBe('PROCESSING');
  });

  it('D19: keeps a name or reason with line breaks on one line', async () => {
    const { proxy, cancel } = setUp(waiting);
    await cancel({ reason: 'x"\n{"outcome":"canceled"}' });
    expect(proxy.audit.every((line) => !line.includes('\n'))).toBe(true);
  });

  it('says not_found for a job that nobody knows, and not_sent when MetaStudio is away', async () => {
    const { proxy, cancel, sent, world } = setUp(waiting);
    const unknown = await proxy.post('/api/jobs/nobody/cancel', {});
    expect(await json<CancelReply>(unknown)).toMatchObject({ outcome: 'not_found', job: null });
    world.setFaults([{ kind: 'reset' }]);
    expect(await json<CancelReply>(await cancel())).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'upstream_unreachable' },
    });
    expect(sent()).toHaveLength(0);
  });

  it('is for support and admin only', async () => {
    const { proxy, jobId, sent } = setUp(waiting);
    const signIn = await proxy.post('/api/session', { role: 'manager' });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const reply = await proxy.post(`/api/jobs/${jobId}/cancel`, {}, { cookie });
    expect(reply.status).toBe(403);
    expect(await json<Problem>(reply)).toMatchObject({ code: 'forbidden' });
    expect(sent()).toHaveLength(0);
  });

  it.each([
    [{ reason: 'x'.repeat(201) }, 'reason'],
    [{ type: '3d' }, 'type'],
    [{ force: true }, 'force'],
    [[], 'body'],
  ])('refuses %j', async (body, field) => {
    const { cancel, world } = setUp(waiting);
    const reply = await cancel(body);
    expect(await json<Problem>(reply)).toMatchObject({ status: 400, field });
    expect(world.journal).toHaveLength(0);
  });
});

const forever = new Promise<void>(() => undefined);
