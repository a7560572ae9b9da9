import { describe, expect, it } from 'vitest';
import type { Cancellations, CancelReply } from '../../contract/cancel.ts';
import { as, jobOf, peopleSetUp } from '../testing/people.ts';
import { json } from '../testing/proxy.ts';
import { startWorldMirrors } from '../testing/world-mirror.ts';

const worlds = startWorldMirrors();

/** A waiting job of Wang, and people who want to cancel it. */
function setUp() {
  const all = peopleSetUp(worlds, [jobOf('wang', { waitSeconds: null }), jobOf('chen')]);
  const jobId = all.world.trueJobs().find(({ name }) => name === 'of wang')?.jobId ?? '';
  const path = `/api/jobs/${jobId}`;
  const sent = () => all.world.journal.filter(({ method }) => method === 'POST');
  const cancel = async (headers: Record<string, string>) =>
    await json<CancelReply>(await all.send(`${path}/cancel`, headers));
  return { ...all, jobId, path, sent, cancel };
}

describe('a producer', () => {
  it('cancels their own job, for their own app user', async () => {
    const { cancel, sent, proxy } = setUp();
    expect(await cancel(as('wang'))).toMatchObject({ outcome: 'canceled' });
    expect(sent().map(({ headers }) => new Map(headers).get('x-app-userid'))).toEqual(['wang']);
    const audit = await proxy.audit();
    expect(audit.filter(({ action }) => action === 'cancel.requested')).toMatchObject([
      { person: 'wang', appUser: 'wang' },
    ]);
    proxy.drain();
  });

  it('learns of another one’s job nothing at all, and sends nothing', async () => {
    const { cancel, sent, ask, finished, path, jobId, world, proxy } = setUp();
    expect(await cancel(as('chen'))).toMatchObject({ outcome: 'not_found', job: null });
    expect(sent()).toHaveLength(0);
    expect(world.trueState(jobId)).toBe('WAITING');
    expect((await ask(`${path}/cancellations`, as('chen'))).status).toBe(404);
    // Nor does its owner learn of them.
    const records = async (headers: Record<string, string>) =>
      (await json<Cancellations>(await ask(`${path}/cancellations`, headers))).cancellations;
    expect(await records(as('wang'))).toEqual([]);
    expect(await records(as('sam', 'support'))).toMatchObject([{ by: { id: 'chen' } }]);
    const audit = (await proxy.audit()).filter(({ action }) =>
      String(action).startsWith('cancel.'),
    );
    expect(audit).toMatchObject([
      { action: 'cancel.requested', person: 'chen', role: 'producer', address: '10.1.0.7' },
      { action: 'cancel.settled', outcome: 'not_found' },
    ]);
    // Nor is the outcome compared with what others see.
    await ask('/api/jobs', as('sam', 'support'));
    const mark = world.mark();
    await finished(proxy.services.corrections.look());
    expect(world.callsSince(mark)).toHaveLength(0);
    proxy.drain();
  });

  it('neither joins nor holds up a cancel of those who see the job', async () => {
    const { finished, proxy, path, sent, world } = setUp();
    world.setFaults([
      { kind: 'delay', ms: 3000, match: { operation: 'cancel2DDigitalHumanVideo' } },
    ]);
    const post = async (headers: Record<string, string>) =>
      await json<CancelReply>(await proxy.post(`${path}/cancel`, {}, headers));
    const all = [as('chen'), as('wang'), as('sam', 'support'), as('chen')].map(post);
    const [before, own, support, after] = await finished(Promise.all(all));
    for (const foreign of [before, after]) {
      expect(foreign).toMatchObject({ outcome: 'not_found', job: null, joined: null });
    }
    expect(own).toMatchObject({ outcome: 'canceled' });
    expect(support).toMatchObject({ outcome: 'canceled' });
    const joined = [own, support].map((reply) => reply?.joined?.by);
    expect(joined.filter((by) => by !== undefined)).toHaveLength(1);
    expect(sent()).toHaveLength(1);
    proxy.drain();
  });

  it('gets the outcome of an order that is still being read when the process stops', async () => {
    const { proxy, path, finished, sent, world } = setUp();
    world.setFaults([{ kind: 'delay', ms: 1000, match: { operation: 'listDigitalHumanVideo' } }]);
    const reply = proxy.post(`${path}/cancel`, {}, as('wang'));
    await worlds.clock.settle();
    await finished(proxy.services.cancels.drain(15_000));
    expect(sent()).toHaveLength(1);
    expect(await json(await finished(reply))).toMatchObject({ outcome: 'canceled' });
    proxy.drain();
  });

  it('looks at the records of a job that is in no list for one read of it', async () => {
    const { ask, path, world, proxy } = setUp();
    expect((await ask(`${path}/cancellations`, as('wang'))).status).toBe(200);
    const mark = world.mark();
    for (let i = 0; i < 3; i++) await ask(`${path}/cancellations`, as('wang'));
    expect(world.callsSince(mark)).toEqual([]);
    proxy.drain();
  });

  it('is told of open cancels of their own jobs only', async () => {
    const { proxy, ask, finished, path, world, jobId } = setUp();
    const operation = 'cancel2DDigitalHumanVideo';
    world.setFaults([{ kind: 'status', status: 500, match: { operation } }]);
    await finished(proxy.post(`${path}/cancel`, {}, as('sam', 'support')), 60_000);
    await ask('/api/jobs', as('wang'));
    const open = async (headers: Record<string, string>) =>
      (await json<{ open: { jobId: string }[] }>(await ask('/api/cancellations', headers))).open;
    expect(await open(as('wang'))).toMatchObject([{ jobId }]);
    expect(await open(as('mona', 'manager'))).toMatchObject([{ jobId }]);
    expect(await open(as('chen'))).toEqual([]);
    const told = await ask(`${path}/cancellations`, as('wang'));
    expect(await told.text()).toContain('sam');
    proxy.drain();
  });
});

describe('a manager', () => {
  it('sees all jobs, of which none is known to be their own', async () => {
    const { send, path, sent, proxy } = setUp();
    expect((await send(`${path}/cancel`, as('wang', 'manager'))).status).toBe(403);
    expect(sent()).toHaveLength(0);
    proxy.drain();
  });
});

describe('a process that takes over the cancel of another one', () => {
  it('reads the job for the app user that it was sent for', async () => {
    const first = setUp();
    const { world, proxy, path, finished, jobId } = first;
    world.setSwitches({ withoutAppUser: 'unlabelled' });
    const operation = 'cancel2DDigitalHumanVideo';
    world.setFaults([{ kind: 'status', status: 500, match: { operation } }]);
    await finished(proxy.post(`${path}/cancel`, {}, as('wang')), 60_000);
    proxy.drain();
    const next = peopleSetUp(worlds, [], { engine: proxy.records.engine, world });
    await next.proxy.services.cancels.takeOver(Number.MAX_SAFE_INTEGER);
    const mark = world.mark();
    await worlds.clock.pass(90_000);
    const calls = world.callsSince(mark).filter((call) => call.jobId === jobId);
    expect(calls.length).toBeGreaterThan(0);
    expect(new Set(calls.map(({ headers }) => new Map(headers).get('x-app-userid')))).toEqual(
      new Set(['wang']),
    );
    next.proxy.drain();
  });
});
