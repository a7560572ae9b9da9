import { describe, expect, it } from 'vitest';
import { UpstreamFault } from '../metastudio/errors.ts';
import {
  earlierRow,
  type Found,
  jobId,
  jobIn,
  order,
  scriptedCancels,
} from '../testing/scripted-cancels.ts';

const line = { person: 'dev', action: 'cancel.requested', subject: jobId, detail: {} };

describe('who asks for a cancel', () => {
  it('refuses roles that may not cancel before it reads anything, and records who asked', async () => {
    const { cancels, reads, audit, events } = scriptedCancels(['WAITING']);
    const user = { ...order.user, role: 'viewer' as const };
    await expect(cancels.cancel({ ...order, user })).rejects.toMatchObject({ code: 'forbidden' });
    expect(reads).toEqual([]);
    const asked = {
      requestId: 'request-1',
      name: 'Developer',
      role: 'viewer',
      why: 'role',
      reason: 'typo',
      address: '127.0.0.1',
    };
    const line = { action: 'cancel.forbidden', person: 'dev', subject: jobId };
    expect(await audit()).toEqual([{ ...line, ...asked }]);
    const logged = { event: 'forbidden', action: 'cancel', requestId: 'request-1', role: 'viewer' };
    expect(events()).toMatchObject([{ ...logged, msg: 'Not allowed' }]);
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
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
    const outcomes = (await cancels.of(jobId, order.user)).map(({ outcome }) => outcome);
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

  it('sends nothing while the job is watched, however often someone has asked since', async () => {
    const { cancel, store, records, requests } = scriptedCancels(['WAITING']);
    const watched = earlierRow({ outcome: 'unconfirmed', owner: records.writer });
    await store.save(watched, line);
    const asked = { ...watched, joined: 'earlier', requestedAt: watched.requestedAt + 1 };
    for (let i = 0; i < 150; i++) await store.save({ ...asked, id: `again-${i}` }, line);
    expect(await cancel()).toMatchObject({ joined: { auditId: 'earlier' } });
    expect(requests).toEqual([]);
  });

  it('sends again without being told so once the earlier cancel has ended', async () => {
    const lost = new UpstreamFault('upstream_timeout');
    // Reads of half an hour, after which the first cancel can have no effect any more.
    const waiting = Array<Found>(46).fill('WAITING');
    const { cancel, cancels, requests } = scriptedCancels([...waiting, 'CANCELED'], [lost]);
    await cancel();
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(2);
  });

  it('records another person who asks while a cancel is under way, with an answer of their own', async () => {
    const { cancel, cancels, audit, events, requests } = scriptedCancels(['WAITING', 'CANCELED']);
    const other = { id: 'chen', name: 'Chen', role: 'support' as const };
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
    const rows = await cancels.of(jobId, order.user);
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
    expect(events()).toMatchObject([
      { event: 'cancel', auditId: first.auditId, outcome: 'canceled' },
      { event: 'cancel_joined', auditId: joined.auditId, outcome: 'canceled', state: 'CANCELED' },
    ]);
  });
});
