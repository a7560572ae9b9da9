import { describe, expect, it } from 'vitest';
import type { JobState } from '../../contract/state.ts';
import { createLogger } from '../lib/logger.ts';
import type { CancelRow } from '../records/schema.ts';
import {
  earlierRow,
  type Found,
  jobId,
  order,
  scriptedCancels,
} from '../testing/scripted-cancels.ts';
import { Corrections } from './corrections.ts';

const line = { person: 'dev', action: 'cancel.settled', subject: jobId, detail: {} };
const day = 86_400_000;

/** One settled cancel on record, the last reading of its job, and a look that confirms it by reads that find `found`. */
async function setUp(
  row: Partial<CancelRow>,
  seen: { state: JobState; afterMs: number } | null,
  ...found: Found[]
) {
  const scripted = scriptedCancels(found);
  const { clock, store, cancels } = scripted;
  const settledAt = clock.now();
  const settled = earlierRow({ settledAt, ...row });
  await store.save(settled, line);
  clock.advance(60_000);
  const logged: string[] = [];
  const corrections = new Corrections({
    records: store,
    lastReading: () => seen && { state: seen.state, beganAt: settledAt + seen.afterMs },
    callsFor: () => scripted.reader,
    days: 90,
    clock,
    logger: createLogger('info', [], { write: (text) => logged.push(text) }),
  });
  const told = async () => (await cancels.of(jobId, order.user)).map(({ outcome }) => outcome);
  return { ...scripted, corrections, settledAt, told, logged };
}

const wasRefused = { outcome: 'refused', result: 'accepted' } as const;

describe('Corrections', () => {
  it('correct an outcome that two reads contradict, and keep the one before', async () => {
    const seen = { state: 'CANCELED', afterMs: 50_000 } as const;
    const { corrections, cancels, clock, audit, logged } = await setUp(
      wasRefused,
      seen,
      'CANCELED',
    );
    await corrections.look();
    const at = new Date(clock.now()).toISOString();
    expect(await cancels.of(jobId, order.user)).toMatchObject([
      { outcome: 'canceled', finalState: 'CANCELED', corrected: { at, from: 'refused' } },
    ]);
    expect((await audit()).at(-1)).toEqual({
      action: 'cancel.corrected',
      person: null,
      subject: jobId,
      auditId: 'earlier',
      from: 'refused',
      outcome: 'canceled',
      finalState: 'CANCELED',
    });
    expect(logged.map((text) => JSON.parse(text))).toMatchObject([
      { event: 'cancel_corrected', auditId: 'earlier', from: 'refused', outcome: 'canceled' },
    ]);
  });

  it('confirm a contradiction by a read that begins 5 s after the first', async () => {
    const seen = { state: 'SUCCEED', afterMs: 58_000 } as const;
    const told = { outcome: 'canceled', result: 'accepted' } as const;
    const { corrections, reads } = await setUp(told, seen, 'SUCCEED');
    await corrections.look();
    expect(reads.map(({ at, type }) => [at, type])).toEqual([[63_000, 'photo']]);
  });

  it.each<[string, Found]>([
    ['agrees with the record', 'WAITING'],
    ['fails', 'fails'],
    ['does not find the job', 'missing'],
  ])('leave the outcome when the second read %s', async (_, found) => {
    const seen = { state: 'CANCELED', afterMs: 50_000 } as const;
    const { corrections, told, audit, logged } = await setUp(wasRefused, seen, found);
    await corrections.look();
    expect(await told()).toEqual(['refused']);
    expect(await audit()).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  it.each<[string, Partial<CancelRow>, { state: JobState; afterMs: number } | null]>([
    ['begun before it was told', {}, { state: 'CANCELED', afterMs: -1 }],
    ['that agrees', {}, { state: 'WAITING', afterMs: 50_000 }],
    [
      'begun before it was corrected',
      { correctedAt: 8e15, correctedFrom: 'too_late' },
      { state: 'CANCELED', afterMs: 50_000 },
    ],
    ['that there never was', {}, null],
  ])('read nothing for a reading %s', async (_, more, seen) => {
    const { corrections, told, reads } = await setUp({ ...wasRefused, ...more }, seen, 'CANCELED');
    await corrections.look();
    expect(reads).toEqual([]);
    expect(await told()).toEqual(['refused']);
  });

  it('read nothing when a later cancel of the same job is the one that did it', async () => {
    const seen = { state: 'CANCELED', afterMs: 50_000 } as const;
    const { corrections, store, reads, told } = await setUp(wasRefused, seen, 'CANCELED');
    const later = earlierRow({ id: 'later', requestedAt: Date.UTC(2026, 0, 15, 9) });
    await store.save({ ...later, outcome: 'canceled', settledAt: later.requestedAt }, line);
    await corrections.look();
    expect(reads).toEqual([]);
    expect(await told()).toEqual(['canceled', 'refused']);
  });

  it('lay a cancel to the last of several requests that may have done it', async () => {
    const seen = { state: 'CANCELED', afterMs: 59_000 } as const;
    const { corrections, store, settledAt, told } = await setUp(wasRefused, seen, 'CANCELED');
    const later = earlierRow({ id: 'later', requestedAt: settledAt + 1 });
    await store.save({ ...later, ...wasRefused, settledAt: settledAt + 2 }, line);
    await corrections.look();
    expect(await told()).toEqual(['canceled', 'refused']);
  });

  it('correct what was corrected falsely', async () => {
    const seen = { state: 'SUCCEED', afterMs: 50_000 } as const;
    const corrected = { outcome: 'canceled', correctedFrom: 'refused' } as const;
    const more = {
      ...corrected,
      correctedAt: Date.UTC(2026, 0, 15, 8),
      result: 'accepted',
    } as const;
    const { corrections, cancels } = await setUp(more, seen, 'SUCCEED');
    await corrections.look();
    expect(await cancels.of(jobId, order.user)).toMatchObject([
      { outcome: 'too_late', corrected: { from: 'canceled' } },
    ]);
  });

  it('leave what is older than what is known of jobs', async () => {
    const seen = { state: 'CANCELED', afterMs: 91 * day } as const;
    const { corrections, clock, reads } = await setUp(wasRefused, seen, 'CANCELED');
    clock.advance(90 * day);
    await corrections.look();
    expect(reads).toEqual([]);
  });

  it('go on after the database was away, and after an error of ours', async () => {
    const seen = { state: 'CANCELED', afterMs: 50_000 } as const;
    const { corrections, disk, told, clock, logged } = await setUp(
      wasRefused,
      seen,
      'breaks',
      'CANCELED',
    );
    disk.trouble = 'full';
    await corrections.look();
    disk.trouble = null;
    clock.advance(1000);
    await corrections.look();
    expect(logged.map((text) => JSON.parse(text))).toMatchObject([
      { event: 'unexpected', error: 'TypeError', msg: 'Correcting a cancel failed' },
    ]);
    await corrections.look();
    expect(await told()).toEqual(['canceled']);
  });

  it('leave it to another process that has corrected the same, and go on', async () => {
    const seen = { state: 'CANCELED', afterMs: 50_000 } as const;
    const { corrections, store, told, logged } = await setUp(wasRefused, seen, 'CANCELED');
    const correct = store.correct.bind(store);
    store.correct = async (...correction) => {
      await correct(...correction);
      await correct(...correction);
    };
    const settledAt = Date.UTC(2026, 0, 15, 8);
    await store.save(earlierRow({ id: 'other', jobId: 'job-2', ...wasRefused, settledAt }), line);
    await corrections.look();
    expect(await told()).toEqual(['canceled']);
    expect((await store.of('job-2')).map(({ outcome }) => outcome)).toEqual(['canceled']);
    expect(logged).toEqual([]);
  });

  it('correct the others when one job cannot be read because of an error of ours', async () => {
    const seen = { state: 'CANCELED', afterMs: 50_000 } as const;
    const { corrections, store, told } = await setUp(wasRefused, seen, 'breaks', 'CANCELED');
    const settledAt = Date.UTC(2026, 0, 15, 8);
    await store.save(earlierRow({ id: 'other', jobId: 'job-2', ...wasRefused, settledAt }), line);
    await corrections.look();
    expect(await told()).toEqual(['refused']);
    expect((await store.of('job-2')).map(({ outcome }) => outcome)).toEqual(['canceled']);
  });

  it('tell of an error of ours while correcting', async () => {
    const seen = { state: 'CANCELED', afterMs: 50_000 } as const;
    const { corrections, store, logged } = await setUp(wasRefused, seen, 'CANCELED');
    store.correct = () => Promise.reject(new TypeError('ours'));
    await corrections.look();
    expect(logged.map((text) => JSON.parse(text))).toMatchObject([{ error: 'TypeError' }]);
  });

  it('tell of an error of ours while looking, and never throw', async () => {
    const { corrections, store, logged } = await setUp(wasRefused, null);
    store.told = () => Promise.reject(new TypeError('ours'));
    await corrections.look();
    expect(logged.map((text) => JSON.parse(text))).toMatchObject([{ error: 'TypeError' }]);
  });

  it('confirm after 5 s at most when the clock was set back', async () => {
    const seen = { state: 'CANCELED', afterMs: day } as const;
    const { corrections, reads } = await setUp(wasRefused, seen, 'CANCELED');
    await corrections.look();
    expect(reads.map(({ at }) => at)).toEqual([65_000]);
  });

  it('look once at a time', async () => {
    const seen = { state: 'CANCELED', afterMs: 59_000 } as const;
    const { corrections, reads } = await setUp(wasRefused, seen, 'CANCELED');
    await Promise.all([corrections.look(), corrections.look()]);
    expect(reads).toHaveLength(1);
  });

  it('come to older ones in turn, beside the newest', async () => {
    const [newest, older, oldest] = ['newest', 'older', 'oldest'].map((id) =>
      earlierRow({ id, jobId: id, ...wasRefused }),
    );
    const after = new Map([
      [undefined, newest],
      ['newest', older],
      ['older', oldest],
    ]);
    const { reader, clock } = scriptedCancels([]);
    const compared: string[] = [];
    const corrections = new Corrections({
      records: {
        told: async (_, last) => [after.get(last?.id) ?? []].flat(),
        of: async () => [],
        correct: async () => undefined,
      },
      lastReading: (_, id) => {
        compared.push(id);
        return null;
      },
      callsFor: () => reader,
      days: 90,
      clock,
      logger: createLogger('silent'),
    });
    for (let i = 0; i < 4; i++) await corrections.look();
    const looks = [['newest', 'older'], ['newest', 'oldest'], ['newest'], ['newest', 'older']];
    expect(compared).toEqual(looks.flat());
  });
});
