import { describe, expect, it } from 'vitest';
import { factsAt } from '../jobs/record.ts';
import { MediaLibrary } from '../obs/media-library.ts';
import { arrivalsBetween, arrivalTime, isTooOld } from './arrivals.ts';
import { SimulatedWorld } from './world.ts';

const start = Date.UTC(2026, 0, 15, 8, 0, 0);
const timetable = { start, seed: 5 };
const hour = 3_600_000;
const day = 24 * hour;

it('has one job every 20 to 60 seconds', () => {
  const times = Array.from({ length: 500 }, (_, k) => arrivalTime(timetable, k));
  const gaps = times.slice(1).map((time, i) => (time - (times[i] ?? 0)) / 1000);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(60);
});

it('has the same jobs in one step and in many', () => {
  const whole = arrivalsBetween(timetable, start, start + 3 * hour);
  const stepped = [];
  for (let at = start; at < start + 3 * hour; at += 7_001) {
    stepped.push(...arrivalsBetween(timetable, at, Math.min(at + 7_001, start + 3 * hour)));
  }
  expect(stepped).toEqual(whole);
  expect(whole.length).toBeGreaterThan(250);
  expect(new Set(whole.map(({ jobId }) => jobId)).size).toBe(whole.length);
});

it('has no job outside the interval', () => {
  const records = arrivalsBetween(timetable, start + hour, start + 2 * hour);
  const times = records.map(({ createdAt }) => createdAt);
  expect(Math.min(...times)).toBeGreaterThan(start + hour);
  expect(Math.max(...times)).toBeLessThanOrEqual(start + 2 * hour);
});

describe('in a world', () => {
  let now = start;
  const media = new MediaLibrary();
  const open = () => {
    now = start;
    const deps = { now: () => now, media, urlTtlSeconds: 60 };
    return new SimulatedWorld({ arrivals: true, seed: 5 }, deps, true);
  };

  it('has waiting, running and ended jobs in any ten minutes', () => {
    const world = open();
    for (const later of [10 * 60_000, 5 * hour, 30 * hour]) {
      const seen = new Set<string>();
      for (let i = 0; i < 20; i++) {
        now = start + later + i * 30_000;
        const newest = world.jobs().all().slice(-10);
        for (const record of newest) seen.add(factsAt(record, now).state);
      }
      expect([...seen]).toEqual(expect.arrayContaining(['WAITING', 'PROCESSING', 'SUCCEED']));
    }
  });
});

it('has only the last 45 days after a year, and removes older arrivals', () => {
  const now = start + 365 * day;
  const records = arrivalsBetween(timetable, start, now);
  expect(records.length).toBeLessThanOrEqual((45 * day) / 40_000 + 1);
  expect(records[0]?.createdAt).toBeGreaterThan(now - 45 * day);
  const [oldest] = records;
  if (oldest === undefined) throw new Error('nothing arrived');
  expect(isTooOld(oldest, now)).toBe(false);
  expect(isTooOld(oldest, now + day)).toBe(true);
  expect(isTooOld({ ...oldest, arrived: false }, now + day)).toBe(false);
}, 20_000);
