import { describe, expect, it } from 'vitest';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { CancelRecords } from '../records/cancel-records.ts';
import {
  drainMs,
  earlierRow,
  type Found,
  jobId,
  jobIn,
  order,
  scriptedCancels,
} from '../testing/scripted-cancels.ts';

const line = { person: 'dev', action: 'cancel.requested', subject: jobId, detail: {} };

/** Has something happen right before the row of a cancel says that it is sent. */
function beforeSending(store: CancelRecords, happens: () => Promise<void>): void {
  const save = store.save.bind(store);
  store.save = async (row, entry) => {
    if (row.sentAt !== null) await happens();
    await save(row, entry);
  };
}

const refusal = () =>
  new UpstreamFault('upstream_rejected', {
    upstream: { status: 400, code: 'MSS.1', requestId: 'upstream-1' },
  });

describe('Cancels', () => {
  it('records who asked for what, the answer, and the outcome', async () => {
    const { cancels, events, audit } = scriptedCancels(['WAITING', 'CANCELED']);
    const reply = await cancels.cancel({
      ...order,
      user: { ...order.user, roles: ['viewer', 'support'] },
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
        name: 'Developer',
        role: 'viewer,support',
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
    expect(await cancels.of(jobId)).toEqual([
      {
        auditId,
        jobId,
        requestedAt: '2026-01-15T08:30:00.000Z',
        sentAt: '2026-01-15T08:30:00.000Z',
        settledAt: '2026-01-15T08:30:00.300Z',
        by: { id: 'dev', name: 'Developer', role: 'viewer,support' },
        reason: 'typo',
        priorState: 'WAITING',
        outcome: 'canceled',
        finalState: 'CANCELED',
        joined: null,
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
        role: 'viewer,support',
        msg: 'Cancel',
      },
    ]);
    expect(await cancels.open()).toEqual([]);
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
    expect(await cancels.of(jobId)).toMatchObject([states]);
    expect(events()).toMatchObject([{ event: 'cancel', outcome: 'too_late', state: 'PROCESSING' }]);
  });

  it('replies with the job as it was before when it cannot be read any more', async () => {
    const { cancel, cancels } = scriptedCancels(['WAITING', 'fails']);
    expect(await cancel()).toMatchObject({ outcome: 'unconfirmed', job: { state: 'WAITING' } });
    expect(await cancels.open()).toMatchObject([{ outcome: 'unconfirmed', settledAt: null }]);
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
    const { cancel, cancels, requests, store } = scriptedCancels(found);
    expect(await cancel()).toMatchObject({ outcome, job: null, problem: { code } });
    expect(await store.of(jobId)).toMatchObject([{ outcome, priorState: null, jobType: '2d' }]);
    expect(requests).toEqual([]);
    expect(await cancels.open()).toEqual([]);
  });

  it('passes on an error of ours and forgets the request, so the next one is tried', async () => {
    const { cancel, cancels, requests } = scriptedCancels(['breaks', 'WAITING', 'CANCELED']);
    await expect(cancel()).rejects.toThrow('ours');
    expect(await cancels.of(jobId)).toMatchObject([{ outcome: 'not_sent' }]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(1);
  });

  it('refuses roles that may not cancel before it reads anything, and records who asked', async () => {
    const { cancels, reads, audit } = scriptedCancels(['WAITING']);
    const user = { ...order.user, roles: ['viewer' as const] };
    await expect(cancels.cancel({ ...order, user })).rejects.toMatchObject({ code: 'forbidden' });
    expect(reads).toEqual([]);
    const asked = {
      requestId: 'request-1',
      name: 'Developer',
      role: 'viewer',
      reason: 'typo',
      address: '127.0.0.1',
    };
    const line = { action: 'cancel.forbidden', person: 'dev', subject: jobId };
    expect(await audit()).toEqual([{ ...line, ...asked }]);
  });

  it('watches what an earlier process left open, by the type it had, with what the answer said', async () => {
    const { cancels, store, reads } = scriptedCancels(['fails', 'CANCELED']);
    await store.save(earlierRow({ result: 'refused', outcome: 'unconfirmed' }), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    await expect.poll(() => cancels.open()).toEqual([]);
    expect(reads.map(({ at, type }) => [at, type])).toEqual([
      [5000, 'photo'],
      [15_000, 'photo'],
    ]);
    expect(await store.of(jobId)).toMatchObject([
      { id: 'earlier', outcome: 'already_canceled', result: 'refused' },
    ]);
  });

  it('frees the job of a cancel that an earlier process had not sent', async () => {
    const { cancel, cancels, store, requests } = scriptedCancels(['WAITING', 'CANCELED']);
    await store.save(earlierRow({ sentAt: null }), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    expect(await cancels.of(jobId)).toMatchObject([{ outcome: 'not_sent', sentAt: null }]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(1);
  });

  it('records who asks again while the job is watched, and sends nothing', async () => {
    const lost = new UpstreamFault('upstream_timeout');
    const { cancel, cancels, requests, audit } = scriptedCancels(['WAITING'], [lost]);
    const first = await cancel();
    expect(first).toMatchObject({ outcome: 'unconfirmed', problem: { code: 'upstream_timeout' } });
    const again = await cancel({ reason: 'still typo' });
    expect(again).toEqual({
      outcome: 'unconfirmed',
      job: jobIn('WAITING'),
      auditId: again.auditId,
      joined: { auditId: first.auditId, by: 'Developer' },
      problem: null,
    });
    expect(again.auditId).not.toBe(first.auditId);
    expect(requests).toHaveLength(1);
    const lines = (await audit()).filter(({ auditId }) => auditId === again.auditId);
    expect(lines).toMatchObject([
      { action: 'cancel.requested', reason: 'still typo' },
      { action: 'cancel.asked_again', joined: first.auditId },
    ]);
    await expect.poll(() => cancels.open()).toEqual([]);
    const outcomes = (await cancels.of(jobId)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['refused', 'refused']);
  });

  it('tries again what has been waiting for a minute, if the person knows', async () => {
    const { cancel, store, records, requests, clock } = scriptedCancels([
      'WAITING',
      'WAITING',
      'WAITING',
      'CANCELED',
    ]);
    const watched = earlierRow({ outcome: 'unconfirmed', owner: records.writer });
    await store.save(watched, line);
    const joined = { auditId: 'earlier', by: 'Developer' };
    expect(await cancel({ again: true })).toMatchObject({ outcome: 'unconfirmed', joined });
    await store.save({ ...watched, retryAt: clock.now() }, line);
    expect(await cancel({ again: false })).toMatchObject({ outcome: 'unconfirmed', joined });
    expect(requests).toEqual([]);
    expect(await cancel({ again: true })).toMatchObject({ outcome: 'canceled', joined: null });
    expect(requests).toEqual(['2d job-1']);
  });

  it('sends again without being told so once the earlier cancel has ended', async () => {
    const lost = new UpstreamFault('upstream_timeout');
    // Reads of half an hour, after which the first cancel can have no effect any more.
    const waiting = Array<Found>(46).fill('WAITING');
    const { cancel, cancels, requests } = scriptedCancels([...waiting, 'CANCELED'], [lost]);
    await cancel();
    await expect.poll(() => cancels.open()).toEqual([]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(2);
  });

  it('records another person who asks while a cancel is under way, with an answer of their own', async () => {
    const { cancel, cancels, audit, requests } = scriptedCancels(['WAITING', 'CANCELED']);
    const other = { id: 'chen', name: 'Chen', roles: ['support' as const] };
    const [first, twice, joined] = await Promise.all([
      cancel(),
      cancel(),
      cancel({ user: other, reason: 'too long' }),
    ]);
    expect(twice).toEqual(first);
    const by = { auditId: first.auditId, by: 'Developer' };
    expect(joined).toMatchObject({ outcome: 'canceled', joined: by });
    expect(joined.auditId).not.toBe(first.auditId);
    expect(requests).toHaveLength(1);
    const settled = { outcome: 'canceled', finalState: 'CANCELED' };
    const rows = await cancels.of(jobId);
    expect(rows).toHaveLength(2);
    expect(rows.find(({ auditId }) => auditId === joined.auditId)).toMatchObject({
      ...settled,
      by: { id: 'chen', name: 'Chen' },
      reason: 'too long',
      joined: first.auditId,
      sentAt: null,
    });
    expect((await audit()).find(({ person }) => person === 'chen')).toMatchObject({
      action: 'cancel.joined',
      auditId: joined.auditId,
      joined: first.auditId,
    });
  });

  it('sends nothing while it cannot be recorded, and records that later', async () => {
    const { cancel, disk, clock, records, requests, cancels, events } = scriptedCancels([
      'WAITING',
    ]);
    disk.trouble = 'full';
    const reply = await cancel();
    expect(reply).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'records_unavailable', upstream: null },
    });
    expect(requests).toEqual([]);
    expect(events()[0]).toMatchObject({ event: 'records_trouble', reason: 'full' });
    await expect(cancels.of(jobId)).rejects.toMatchObject({ code: 'records_unavailable' });
    disk.trouble = null;
    clock.advance(1000);
    await records.beat();
    expect(await cancels.of(jobId)).toMatchObject([
      { auditId: reply.auditId, outcome: 'not_sent', sentAt: null },
    ]);
  });

  it('sends nothing when it cannot be recorded any more right before', async () => {
    const set = scriptedCancels(['WAITING']);
    const { cancel, disk, clock, records, requests, cancels } = set;
    beforeSending(set.store, async () => {
      disk.trouble = 'gone';
    });
    expect(await cancel()).toMatchObject({
      outcome: 'not_sent',
      job: { state: 'WAITING' },
      problem: { code: 'records_unavailable' },
    });
    expect(requests).toEqual([]);
    disk.trouble = null;
    clock.advance(1000);
    await records.beat();
    expect(await cancels.of(jobId)).toMatchObject([{ outcome: 'not_sent' }]);
  });

  it('tells an outcome that cannot be written, and writes it when it can be', async () => {
    const { cancel, disk, clock, records, cancels, store } = scriptedCancels([
      'WAITING',
      'CANCELED',
    ]);
    const keep = store.keep.bind(store);
    store.keep = async (...kept) => {
      disk.trouble = 'full';
      await keep(...kept);
    };
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    disk.trouble = null;
    clock.advance(1000);
    expect(await cancels.of(jobId)).toMatchObject([{ outcome: null, settledAt: null }]);
    await records.beat();
    expect(await cancels.of(jobId)).toMatchObject([{ outcome: 'canceled' }]);
  });

  it('does not send what another process has taken over meanwhile', async () => {
    const { cancel, store, records, requests, cancels } = scriptedCancels(['WAITING']);
    // This process was frozen for so long that it counted as dead.
    beforeSending(store, async () => {
      const taken = { owner: 'another', outcome: 'not_sent' as const, settledAt: 1 };
      await records.engine.db.updateTable('cancels').set(taken).execute();
    });
    expect(await cancel()).toMatchObject({ outcome: 'not_sent' });
    expect(requests).toEqual([]);
    expect(await cancels.of(jobId)).toMatchObject([{ outcome: 'not_sent', sentAt: null }]);
  });

  it('goes on watching after an error of ours', async () => {
    const { cancels, store, events } = scriptedCancels(['breaks', 'CANCELED']);
    await store.save(earlierRow(), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    await expect.poll(() => cancels.open()).toEqual([]);
    expect(events()[0]).toMatchObject({
      event: 'watch_failed',
      auditId: 'earlier',
      error: 'TypeError',
      msg: 'Watch failed',
    });
  });

  it('is unconfirmed and watched after an error of ours in the read-back', async () => {
    const { cancel, cancels } = scriptedCancels(['WAITING', 'breaks', 'CANCELED']);
    expect(await cancel()).toMatchObject({ outcome: 'unconfirmed' });
    await expect.poll(() => cancels.open()).toEqual([]);
    expect(await cancels.of(jobId)).toMatchObject([{ outcome: 'canceled' }]);
  });

  it('waits for cancels under way at a shutdown, and records nothing when they end', async () => {
    const { cancels, cancel, audit } = scriptedCancels(['WAITING', 'WAITING', 'CANCELED']);
    const ended: string[] = [];
    const replied = cancel().then(({ outcome }) => ended.push(outcome));
    await cancels.drain(drainMs).then(() => ended.push('drained'));
    await replied;
    expect(ended).toEqual(['canceled', 'drained']);
    expect((await audit()).map(({ action }) => action)).toEqual([
      'cancel.requested',
      'cancel.sent',
      'cancel.settled',
    ]);
  });

  it('does not record a watched cancel again at a shutdown', async () => {
    const { cancels, store, audit } = scriptedCancels(['fails']);
    await store.save(earlierRow({ outcome: 'unconfirmed' }), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    await cancels.drain(0);
    expect(await audit()).toHaveLength(2);
  });
});
