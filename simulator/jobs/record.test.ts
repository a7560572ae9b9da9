import { expect, it } from 'vitest';
import { changedRecord, recordOf } from './job-spec.ts';
import { factsAt } from './record.ts';

const now = Date.UTC(2026, 0, 15, 8, 0, 0);
const at = { now, serial: 0, worldSeed: 1 };
const s = (seconds: number) => now + seconds * 1000;
const state = (record: ReturnType<typeof recordOf>, seconds: number) =>
  factsAt(record, s(seconds)).state;

it('changes from waiting to processing to ended at the exact times', () => {
  const job = recordOf({ createdSecondsAgo: 0, waitSeconds: 10, runSeconds: 20 }, at);
  expect([0, 9.999, 10, 29.999, 30, 1e7].map((t) => state(job, t))).toEqual([
    'WAITING',
    'WAITING',
    'PROCESSING',
    'PROCESSING',
    'SUCCEED',
    'SUCCEED',
  ]);
  expect(factsAt(job, s(5))).toMatchObject({ startedAt: null, endedAt: null, updatedAt: s(0) });
  expect(factsAt(job, s(15))).toMatchObject({ startedAt: s(10), endedAt: null, updatedAt: s(10) });
  expect(factsAt(job, s(99))).toMatchObject({ startedAt: s(10), endedAt: s(30), settled: true });
});

it('never starts or never ends when its seconds are null', () => {
  expect(state(recordOf({ waitSeconds: null }, at), 1e9)).toBe('WAITING');
  expect(state(recordOf({ runSeconds: null }, at), 1e9)).toBe('PROCESSING');
});

it('is cancelled only while it waits, from the time of the cancel on', () => {
  const job = recordOf({ createdSecondsAgo: 0, waitSeconds: 10 }, at);
  const early = { ...job, cancelledAt: s(4) };
  expect([3, 4, 1e6].map((t) => state(early, t))).toEqual(['WAITING', 'CANCELED', 'CANCELED']);
  expect(factsAt(early, s(5))).toMatchObject({ startedAt: null, endedAt: s(4), settled: true });
  const late = { ...job, cancelledAt: s(10) };
  expect([9, 10, 1e6].map((t) => state(late, t))).toEqual(['WAITING', 'PROCESSING', 'SUCCEED']);
});

it('changes its state after the ending at the given times', () => {
  const spec = { createdSecondsAgo: 0, waitSeconds: 0, runSeconds: 0 };
  const later = [
    { state: 'BLOCK', afterSeconds: 10 },
    { state: 'SUCCEED', afterSeconds: 20 },
  ];
  const job = recordOf({ ...spec, later }, at);
  expect([0, 10, 20].map((t) => state(job, t))).toEqual(['SUCCEED', 'BLOCK', 'SUCCEED']);
  expect([0, 10, 20].map((t) => factsAt(job, s(t)).settled)).toEqual([false, false, true]);
});

it('applies changes relative to now', () => {
  const job = recordOf({ createdSecondsAgo: 100, waitSeconds: null }, at);
  const started = changedRecord(job, { startInSeconds: 3 }, now);
  expect([2, 3].map((t) => state(started, t))).toEqual(['WAITING', 'PROCESSING']);
  const ended = changedRecord(job, { finishInSeconds: 5, ending: 'FAILED' }, now);
  expect([0, 4, 5].map((t) => state(ended, t))).toEqual(['PROCESSING', 'PROCESSING', 'FAILED']);
  expect(ended.error).not.toBeNull();
  const both = changedRecord(job, { startInSeconds: 2, finishInSeconds: 4 }, now);
  expect([1, 3, 4].map((t) => state(both, t))).toEqual(['WAITING', 'PROCESSING', 'SUCCEED']);
  const done = changedRecord(recordOf({}, at), { cancelled: true }, now);
  expect(state(done, 0)).toBe('CANCELED');
  expect(state(changedRecord(done, { cancelled: false, startInSeconds: 0 }, now), 1)).toBe(
    'PROCESSING',
  );
});

it('changes the state of an ended job from now on', () => {
  const job = recordOf({ createdSecondsAgo: 100 }, at);
  const blocked = changedRecord(job, { becomes: 'BLOCK' }, now);
  expect([-1, 0].map((t) => state(blocked, t))).toEqual(['SUCCEED', 'BLOCK']);
  expect(factsAt(blocked, s(5))).toMatchObject({ updatedAt: now, endedAt: s(-20), settled: true });
  const back = changedRecord(blocked, { becomes: 'SUCCEED' }, s(9));
  expect([8, 9].map((t) => state(back, t))).toEqual(['BLOCK', 'SUCCEED']);
  const running = recordOf({ runSeconds: null }, at);
  expect(changedRecord(running, { becomes: 'BLOCK' }, now)).toEqual(running);
});
