import { describe, expect, it } from 'vitest';
import { oneAppUser, personalAppUsers } from '../auth/app-users.ts';
import type { User } from '../auth/roles.ts';
import { createLogger } from '../lib/logger.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { CancelRecords } from '../records/cancel-records.ts';
import { Records } from '../records/records.ts';
import type { CancelRow } from '../records/schema.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { memoryEngine } from '../testing/memory-engine.ts';
import { earlierRow, jobId } from '../testing/scripted-cancels.ts';
import type { CancelCalls } from './calls.ts';
import { cancellationsOf, isUnderWay, isWatched, openCancellations } from './cancellation.ts';

const at = Date.UTC(2026, 0, 15, 9);
const wang: User = { id: 'w', name: 'Wang', role: 'producer', login: 'wang' };
const support: User = { id: 's', name: 'Support', role: 'support' };

/** Records with these rows, and what a person is told of them. */
async function recorded(...rows: Partial<CancelRow>[]) {
  const state = { isBroken: false };
  const engine = {
    ...memoryEngine(),
    assertInPlace: () => {
      if (state.isBroken) throw new RecordsTrouble('gone');
    },
  };
  const records = new Records(engine, { clock: fakeClock(), logger: createLogger('silent') });
  const store = new CancelRecords(records, 'account');
  for (const [n, row] of rows.entries()) await store.save(earlierRow({ id: `row-${n}`, ...row }));
  const seen = (personal: boolean, known: readonly string[] = []) => ({
    records: store,
    appUsers: personal
      ? personalAppUsers({ key: null, viewers: 'own' }, 'issuer')
      : oneAppUser('oidc', null),
    callsFor: (): CancelCalls => ({
      read: () => Promise.reject(new Error('not read')),
      send: () => Promise.reject(new Error('not sent')),
      knows: (id) => known.includes(id),
      assertSeen: async (id) => {
        if (!known.includes(id)) throw new UpstreamFault('job_not_found');
      },
    }),
  });
  return { state, seen };
}

const idsOf = (told: { auditId: string }[]) =>
  told.map(({ auditId }) => auditId).sort((a, b) => a.localeCompare(b));

describe('the cancels of a job', () => {
  it('are told with what came of them', async () => {
    const { seen } = await recorded({
      outcome: 'canceled',
      finalState: 'CANCELED',
      settledAt: at,
      correctedAt: at + 1000,
      correctedFrom: 'too_late',
      reason: 'typo',
    });
    expect(await cancellationsOf(jobId, support, seen(false))).toEqual([
      {
        auditId: 'row-0',
        jobId,
        requestedAt: '2026-01-15T08:00:00.000Z',
        sentAt: '2026-01-15T08:00:00.000Z',
        by: { id: 'dev', name: 'Developer', role: 'support' },
        reason: 'typo',
        priorState: 'WAITING',
        outcome: 'canceled',
        finalState: 'CANCELED',
        settledAt: '2026-01-15T09:00:00.000Z',
        joined: null,
        corrected: { at: '2026-01-15T09:00:01.000Z', from: 'too_late' },
        mayTryAgain: false,
      },
    ]);
  });

  it.each<[Partial<CancelRow>, boolean]>([
    [{ outcome: 'unconfirmed', retryAt: at }, true],
    [{ outcome: 'unconfirmed', retryAt: null }, false],
    [{ outcome: 'refused', retryAt: at, settledAt: at }, false],
  ])('may be tried again while they are not settled and have waited: %j', async (row, expected) => {
    const { seen } = await recorded(row);
    const [told] = await cancellationsOf(jobId, support, seen(false));
    expect(told).toMatchObject({ mayTryAgain: expected, corrected: null });
  });

  it('are told to those whose own job it is, without the orders of others for it', async () => {
    const { seen } = await recorded(
      { appUser: 'wang', settledAt: at, outcome: 'refused' },
      { appUser: 'chen', settledAt: at, outcome: 'not_found' },
      { appUser: null, settledAt: at, outcome: 'canceled' },
    );
    expect(idsOf(await cancellationsOf(jobId, wang, seen(true, [jobId])))).toEqual([
      'row-0',
      'row-2',
    ]);
    expect(idsOf(await cancellationsOf(jobId, support, seen(true)))).toEqual([
      'row-0',
      'row-1',
      'row-2',
    ]);
    await expect(cancellationsOf(jobId, wang, seen(true))).rejects.toMatchObject({
      code: 'job_not_found',
    });
  });
});

describe('the cancels that are not settled', () => {
  it('are told of the jobs that a person sees', async () => {
    const open = { outcome: 'unconfirmed' } as const;
    const { seen } = await recorded(
      { ...open, appUser: 'wang', jobId: 'a' },
      { ...open, appUser: null, jobId: 'known' },
      { ...open, appUser: null, jobId: 'unknown' },
      { ...open, appUser: 'chen', jobId: 'c' },
    );
    expect(idsOf(await openCancellations(wang, seen(true, ['known'])))).toEqual(['row-0', 'row-1']);
    expect(await openCancellations(support, seen(true))).toHaveLength(4);
    expect(await openCancellations(wang, seen(false))).toHaveLength(4);
  });
});

it('says so when the records cannot be read', async () => {
  const { seen, state } = await recorded();
  state.isBroken = true;
  for (const told of [
    cancellationsOf(jobId, support, seen(false)),
    openCancellations(support, seen(false)),
  ])
    await expect(told).rejects.toMatchObject({ code: 'records_unavailable' });
});

it.each<[Partial<CancelRow>, boolean, boolean]>([
  [{}, true, false],
  [{ joined: 'x' }, false, false],
  [{ outcome: 'unconfirmed' }, false, true],
  [{ outcome: 'unconfirmed', joined: 'x' }, false, false],
  [{ outcome: 'unconfirmed', settledAt: at }, false, false],
  [{ outcome: 'canceled', settledAt: at }, false, false],
])('tells an order under way and one that is watched: %j', (row, underWay, watched) => {
  expect([isUnderWay(earlierRow(row)), isWatched(earlierRow(row))]).toEqual([underWay, watched]);
});
