import { describe, expect, it } from 'vitest';
import { UpstreamFault } from '../metastudio/errors.ts';
import {
  drainMs,
  type Found,
  jobId,
  jobIn,
  order,
  scriptedCancels,
} from '../testing/scripted-cancels.ts';
import type { Intent } from './record.ts';

const intent: Intent = {
  kind: 'intent',
  auditId: 'earlier',
  at: '2026-01-15T08:00:00.000Z',
  requestId: 'request-0',
  jobId,
  jobType: 'photo',
  by: { id: 'dev', name: 'Developer', role: 'support' },
  reason: null,
  priorState: 'WAITING',
};

const refusal = () =>
  new UpstreamFault('upstream_rejected', {
    upstream: { status: 400, code: 'MSS.1', requestId: 'upstream-1' },
  });

describe('Cancels', () => {
  it('records who asked for what, the answer, and the outcome', async () => {
    const { cancels, records, events, audit } = scriptedCancels(['WAITING', 'CANCELED']);
    const reply = await cancels.cancel({
      ...order,
      user: { ...order.user, roles: ['viewer', 'support'] },
    });
    const { auditId } = reply;
    expect(reply).toEqual({ outcome: 'canceled', job: jobIn('CANCELED'), auditId, problem: null });
    expect(records()).toEqual([
      {
        kind: 'intent',
        auditId,
        at: '2026-01-15T08:30:00.000Z',
        requestId: 'request-1',
        jobId,
        jobType: '2d',
        by: { id: 'dev', name: 'Developer', role: 'viewer,support' },
        reason: 'typo',
        priorState: 'WAITING',
      },
      {
        kind: 'outcome',
        auditId,
        at: '2026-01-15T08:30:00.300Z',
        outcome: 'canceled',
        final: true,
        finalState: 'CANCELED',
        result: 'accepted',
        answer: { status: 200, code: null, requestId: 'upstream-1' },
      },
    ]);
    expect(events()).toMatchObject([
      {
        event: 'cancel',
        auditId,
        requestId: 'request-1',
        outcome: 'canceled',
        state: 'CANCELED',
        role: 'viewer,support',
        msg: 'Cancel',
      },
    ]);
    expect(audit.open()).toEqual([]);
  });

  it('reads a job no more once its outcome is recorded', async () => {
    const { cancel, clock, reads, records } = scriptedCancels(['WAITING', 'CANCELED']);
    await cancel();
    await clock.sleep(60_000);
    await clock.sleep(60_000);
    expect(reads).toHaveLength(2);
    expect(records()).toHaveLength(2);
  });

  it('does not credit us with the cancel of another program', async () => {
    const { cancel, records } = scriptedCancels(['WAITING', 'CANCELED'], [refusal()]);
    expect(await cancel()).toMatchObject({ outcome: 'already_canceled', problem: null });
    expect(records()[1]).toMatchObject({
      outcome: 'already_canceled',
      result: 'refused',
      answer: { status: 400, code: 'MSS.1', requestId: 'upstream-1' },
    });
  });

  it('shows what MetaStudio refused when the job is not canceled', async () => {
    const { cancel } = scriptedCancels(['WAITING'], [refusal()]);
    expect(await cancel()).toMatchObject({
      outcome: 'refused',
      job: { state: 'WAITING' },
      problem: { code: 'upstream_rejected', upstream: { status: 400 } },
    });
  });

  it('shows no problem of the request when the job is canceled all the same', async () => {
    const lost = new UpstreamFault('upstream_timeout');
    const { cancel } = scriptedCancels(['WAITING', 'CANCELED'], [lost]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled', problem: null });
  });

  it('records and logs the state of a job for which nothing is sent', async () => {
    const { cancel, records, events } = scriptedCancels(['PROCESSING']);
    expect(await cancel()).toMatchObject({ outcome: 'too_late', problem: null });
    expect(records()).toMatchObject([{ kind: 'declined', priorState: 'PROCESSING' }]);
    expect(events()).toMatchObject([{ event: 'cancel', outcome: 'too_late', state: 'PROCESSING' }]);
  });

  it('replies with the job as it was before when it cannot be read any more', async () => {
    const { cancel, records } = scriptedCancels(['WAITING', 'fails']);
    expect(await cancel()).toMatchObject({ outcome: 'unconfirmed', job: { state: 'WAITING' } });
    expect(records()[1]).toMatchObject({ outcome: 'unconfirmed', final: false });
  });

  it('looks a second time for a job that is not found, some seconds later', async () => {
    const { cancel, reads, requests } = scriptedCancels(['missing', 'WAITING', 'CANCELED']);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(reads.slice(0, 2).map(({ at }) => at)).toEqual([0, 5000]);
    expect(requests).toEqual(['2d job-1']);
  });

  it.each<[Found[], string, string]>([
    [['missing'], 'not_found', 'job_not_found'],
    [['fails'], 'not_sent', 'upstream_error'],
    [['fails', 'WAITING'], 'not_sent', 'upstream_error'],
    [['missing', 'fails'], 'not_sent', 'upstream_error'],
  ])('sends nothing when the reads before say %j', async (found, outcome, code) => {
    const { cancel, records, requests, audit } = scriptedCancels(found);
    expect(await cancel()).toMatchObject({ outcome, job: null, problem: { code } });
    expect(records()).toMatchObject([
      { kind: 'declined', outcome, priorState: null, jobType: '2d' },
    ]);
    expect(requests).toEqual([]);
    expect(audit.of(jobId)).toMatchObject([{ outcome }]);
  });

  it('passes on an error of ours and forgets the request, so the next one is tried', async () => {
    const { cancel, requests } = scriptedCancels(['breaks', 'WAITING', 'CANCELED']);
    await expect(cancel()).rejects.toThrow('ours');
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(1);
  });

  it('refuses roles that may not cancel before it reads anything', async () => {
    const { cancels, reads, records } = scriptedCancels(['WAITING']);
    const user = { ...order.user, roles: ['viewer' as const] };
    await expect(cancels.cancel({ ...order, user })).rejects.toMatchObject({ code: 'forbidden' });
    expect([reads, records()]).toEqual([[], []]);
  });

  it('watches what an earlier process left open, by the type it had, with what the answer said', async () => {
    const refused = { kind: 'outcome', auditId: 'earlier', at: intent.at, outcome: 'unconfirmed' };
    const more = { final: false, finalState: null, result: 'refused', answer: null };
    const earlier = [intent, { ...refused, ...more }].map((one) => JSON.stringify(one)).join('\n');
    const { audit, reads, records } = scriptedCancels(['fails', 'CANCELED'], [], [earlier]);
    await expect.poll(() => audit.open()).toEqual([]);
    expect(reads.map(({ at, type }) => [at, type])).toEqual([
      [5000, 'photo'],
      [15_000, 'photo'],
    ]);
    expect(records()).toMatchObject([
      { auditId: 'earlier', outcome: 'already_canceled', final: true, result: null, answer: null },
    ]);
  });

  it('answers a second request with the watched one, and sends again once that has ended', async () => {
    const lost = new UpstreamFault('upstream_timeout');
    // Reads of half an hour, after which the first cancel can have no effect any more.
    const waiting = Array<Found>(46).fill('WAITING');
    const { cancel, audit, requests } = scriptedCancels([...waiting, 'CANCELED'], [lost]);
    const first = await cancel();
    expect(first).toMatchObject({ outcome: 'unconfirmed', problem: { code: 'upstream_timeout' } });
    const again = await cancel();
    expect(again).toEqual({
      outcome: 'unconfirmed',
      job: jobIn('WAITING'),
      auditId: first.auditId,
      problem: null,
    });
    expect(requests).toHaveLength(1);
    await expect.poll(() => audit.open()).toEqual([]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(2);
  });

  it('logs a watch that ends by an error of ours, and does not watch it any more', async () => {
    const earlier = [JSON.stringify(intent)];
    const { events, cancel } = scriptedCancels(['breaks', 'WAITING', 'CANCELED'], [], earlier);
    await expect
      .poll(events)
      .toMatchObject([
        { event: 'watch_failed', auditId: 'earlier', error: 'TypeError', msg: 'Watch failed' },
      ]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
  });

  it('waits for cancels under way at a shutdown, and records nothing when they end', async () => {
    const { cancels, cancel, records } = scriptedCancels(['WAITING', 'WAITING', 'CANCELED']);
    const ended: string[] = [];
    const replied = cancel().then(({ outcome }) => ended.push(outcome));
    await cancels.drain(drainMs).then(() => ended.push('drained'));
    await replied;
    expect(ended).toEqual(['canceled', 'drained']);
    expect(records().map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['intent', undefined],
      ['outcome', 'canceled'],
    ]);
  });

  it('does not record a watched cancel again at a shutdown', async () => {
    const { cancels, records } = scriptedCancels(['fails'], [], [JSON.stringify(intent)]);
    await cancels.drain(0);
    expect(records()).toEqual([]);
  });
});
