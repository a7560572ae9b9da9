import { describe, expect, it } from 'vitest';
import { UpstreamFault } from '../metastudio/errors.ts';
import { type Found, jobId, jobIn, order, scriptedCancels } from '../testing/scripted-cancels.ts';

const refusal = () =>
  new UpstreamFault('upstream_rejected', {
    upstream: { status: 400, code: 'MSS.1', requestId: 'upstream-1' },
  });

describe('what is recorded of a cancel', () => {
  it('records who asked for what, the answer, and the outcome', async () => {
    const { cancels, events, audit } = scriptedCancels(['WAITING', 'CANCELED']);
    const reply = await cancels.cancel({
      ...order,
      user: { ...order.user, role: 'support' },
    });
    const { auditId } = reply;
    const answer = { outcome: 'canceled', job: jobIn('CANCELED'), joined: null, problem: null };
    expect(reply).toEqual({ ...answer, auditId });
    expect(await audit()).toEqual([
      {
        action: 'cancel.requested',
        person: 'dev',
        subject: jobId,
        auditId,
        requestId: 'request-1',
        appUser: null,
        name: 'Developer',
        role: 'support',
        reason: 'typo',
        address: '127.0.0.1',
      },
      {
        action: 'cancel.sent',
        person: 'dev',
        subject: jobId,
        auditId,
        jobType: '2d',
        jobName: null,
        priorState: 'WAITING',
      },
      {
        action: 'cancel.settled',
        person: 'dev',
        subject: jobId,
        auditId,
        outcome: 'canceled',
        finalState: 'CANCELED',
        result: 'accepted',
        upstreamStatus: 200,
        upstreamCode: null,
        upstreamRequestId: 'upstream-1',
      },
    ]);
    expect(await cancels.of(jobId, order.user)).toEqual([
      {
        auditId,
        jobId,
        requestedAt: '2026-01-15T08:30:00.000Z',
        sentAt: '2026-01-15T08:30:00.000Z',
        settledAt: '2026-01-15T08:30:00.300Z',
        by: { id: 'dev', name: 'Developer', role: 'support' },
        reason: 'typo',
        priorState: 'WAITING',
        outcome: 'canceled',
        finalState: 'CANCELED',
        joined: null,
        corrected: null,
        mayTryAgain: false,
      },
    ]);
    expect(events()).toMatchObject([
      {
        event: 'cancel',
        auditId,
        requestId: 'request-1',
        outcome: 'canceled',
        state: 'CANCELED',
        role: 'support',
        msg: 'Cancel',
      },
    ]);
    expect(await cancels.open(order.user)).toEqual([]);
  });

  it('reads a job no more once its outcome is recorded', async () => {
    const { cancel, clock, reads, audit } = scriptedCancels(['WAITING', 'CANCELED']);
    await cancel();
    await clock.sleep(60_000);
    await clock.sleep(60_000);
    expect(reads).toHaveLength(2);
    expect(await audit()).toHaveLength(3);
  });

  it('does not credit us with the cancel of another program', async () => {
    const { cancel, audit } = scriptedCancels(['WAITING', 'CANCELED'], [refusal()]);
    expect(await cancel()).toMatchObject({ outcome: 'already_canceled', problem: null });
    expect((await audit())[2]).toMatchObject({
      outcome: 'already_canceled',
      result: 'refused',
      upstreamStatus: 400,
      upstreamCode: 'MSS.1',
      upstreamRequestId: 'upstream-1',
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
    const { cancel, cancels, events } = scriptedCancels(['PROCESSING']);
    expect(await cancel()).toMatchObject({ outcome: 'too_late', problem: null });
    const states = { priorState: 'PROCESSING', finalState: 'PROCESSING', sentAt: null };
    expect(await cancels.of(jobId, order.user)).toMatchObject([states]);
    expect(events()).toMatchObject([{ event: 'cancel', outcome: 'too_late', state: 'PROCESSING' }]);
  });

  it('replies with the job as it was before when it cannot be read any more', async () => {
    const { cancel, cancels } = scriptedCancels(['WAITING', 'fails']);
    expect(await cancel()).toMatchObject({ outcome: 'unconfirmed', job: { state: 'WAITING' } });
    expect(await cancels.open(order.user)).toMatchObject([
      { outcome: 'unconfirmed', settledAt: null },
    ]);
  });

  it('looks a second time for a job that is not found, some seconds later', async () => {
    const { cancel, reads, requests } = scriptedCancels(['missing', 'WAITING', 'CANCELED']);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(reads.slice(0, 2).map(({ at }) => at)).toEqual([0, 5000]);
    expect(requests).toEqual(['2d job-1']);
  });

  it('sends nothing to a waiting job of an unknown type', async () => {
    const { cancel, requests, audit } = scriptedCancels([jobIn('WAITING', null)]);
    expect(await cancel()).toMatchObject({
      outcome: 'not_sent',
      job: { state: 'WAITING', type: null },
      problem: { code: 'upstream_malformed', upstream: null },
    });
    expect(requests).toEqual([]);
    expect((await audit()).map(({ action }) => action)).toEqual([
      'cancel.requested',
      'cancel.settled',
    ]);
  });

  it('sends to, and reads back, a job of the type that it has, whatever type was named', async () => {
    const { cancel, reads, requests } = scriptedCancels([
      jobIn('WAITING', 'photo'),
      jobIn('CANCELED', 'photo'),
    ]);
    expect(await cancel({ hint: '2d' })).toMatchObject({ outcome: 'canceled' });
    expect(requests).toEqual([`photo ${jobId}`]);
    expect(reads.map(({ type }) => type)).toEqual(['2d', 'photo']);
  });

  it('records as not sent what was turned away, and reads and watches it no more', async () => {
    const throttled = () =>
      new UpstreamFault('upstream_throttled', {
        upstream: { status: 429, code: 'APIG.0308', requestId: null },
      });
    const answers = [throttled(), throttled()];
    const { cancel, cancels, reads, requests, store } = scriptedCancels(['WAITING'], answers);
    expect(await cancel()).toMatchObject({
      outcome: 'not_sent',
      job: { state: 'WAITING' },
      problem: { code: 'upstream_throttled', upstream: { status: 429 } },
    });
    // Throttled is all that is sent again, once.
    expect(requests).toHaveLength(2);
    expect(reads).toHaveLength(1);
    expect(await cancels.open(order.user)).toEqual([]);
    const recorded = { outcome: 'not_sent', result: 'not_sent', upstreamCode: 'APIG.0308' };
    expect(await store.of(jobId)).toMatchObject([recorded]);
  });

  it.each<[Found[], string, string]>([
    [['missing'], 'not_found', 'job_not_found'],
    [['fails'], 'not_sent', 'upstream_error'],
    [['fails', 'WAITING'], 'not_sent', 'upstream_error'],
    [['missing', 'fails'], 'not_sent', 'upstream_error'],
  ])('sends nothing when the reads before say %j', async (found, outcome, code) => {
    const { cancel, cancels, requests, store } = scriptedCancels(found);
    expect(await cancel()).toMatchObject({ outcome, job: null, problem: { code } });
    expect(await store.of(jobId)).toMatchObject([{ outcome, priorState: null, jobType: '2d' }]);
    expect(requests).toEqual([]);
    expect(await cancels.open(order.user)).toEqual([]);
  });
});
