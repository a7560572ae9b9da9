import { describe, expect, it } from 'vitest';
import type { CancelRecords } from '../records/cancel-records.ts';
import { drainMs, earlierRow, jobId, order, scriptedCancels } from '../testing/scripted-cancels.ts';

const line = { person: 'dev', action: 'cancel.requested', subject: jobId, detail: {} };

/** Has something happen right before the row of a cancel says that it is sent. */
function beforeSending(store: CancelRecords, happens: () => Promise<void>): void {
  const save = store.save.bind(store);
  store.save = async (row, entry) => {
    if (row.sentAt !== null) await happens();
    await save(row, entry);
  };
}

describe('a cancel that is interrupted', () => {
  it('passes on an error of ours and forgets the request, so the next one is tried', async () => {
    const { cancel, cancels, requests } = scriptedCancels(['breaks', 'WAITING', 'CANCELED']);
    await expect(cancel()).rejects.toThrow('ours');
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: 'not_sent' }]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(1);
  });

  it('watches what an earlier process left open, by the type it had, with what the answer said', async () => {
    const { cancels, store, reads } = scriptedCancels(['fails', 'CANCELED']);
    await store.save(earlierRow({ result: 'refused', outcome: 'unconfirmed' }), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
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
    expect(await cancels.of(jobId, order.user)).toMatchObject([
      { outcome: 'not_sent', sentAt: null },
    ]);
    expect(await cancel()).toMatchObject({ outcome: 'canceled' });
    expect(requests).toHaveLength(1);
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
    await expect(cancels.of(jobId, order.user)).rejects.toMatchObject({
      code: 'records_unavailable',
    });
    disk.trouble = null;
    clock.advance(1000);
    await records.beat();
    expect(await cancels.of(jobId, order.user)).toMatchObject([
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
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: 'not_sent' }]);
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
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: null, settledAt: null }]);
    await records.beat();
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: 'canceled' }]);
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
    expect(await cancels.of(jobId, order.user)).toMatchObject([
      { outcome: 'not_sent', sentAt: null },
    ]);
  });

  it('goes on watching after an error of ours', async () => {
    const { cancels, store, events } = scriptedCancels(['breaks', 'CANCELED']);
    await store.save(earlierRow(), line);
    await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
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
    await expect.poll(() => cancels.open(order.user)).toEqual([]);
    expect(await cancels.of(jobId, order.user)).toMatchObject([{ outcome: 'canceled' }]);
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
