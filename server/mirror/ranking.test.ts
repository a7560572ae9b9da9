import { describe, expect, it } from 'vitest';
import { Random } from '../../simulator/lib/random.ts';
import { sampleJob } from '../testing/sample-job.ts';
import type { Entry } from './entry.ts';
import { Facts } from './facts.ts';
import { Ranking, type Value } from './ranking.ts';

function entryOf(slot: number): Entry {
  const job = sampleJob({ id: `job-${slot}` });
  const read = { order: 1, at: 0 };
  return {
    id: job.id,
    slot,
    version: 1,
    read,
    readsBegun: 1,
    facts: new Facts(job),
    isGone: false,
  };
}

type Row = [Entry, Value];

/** The rows sorted in the plainest way. */
function sorted(rows: Iterable<Row>): Row[] {
  return [...rows].sort(
    ([a, value], [b, other]) => Number(value) - Number(other) || (a.id < b.id ? -1 : 1),
  );
}

function idsOf(rows: Iterable<readonly [Entry, Value]>): string[] {
  return [...rows].map(([{ id }]) => id);
}

/** A ranking and its rows, which grow and shrink at random. */
function change(random: Random, ranking: Ranking, rows: Map<Entry, Value>, slot: number): Ranking {
  if (random.chance(0.5)) {
    const entry = entryOf(slot);
    // Many have the same value.
    const value = random.int(0, 400);
    rows.set(entry, value);
    return ranking.with(entry, value);
  }
  const [entry, value] = random.pick([...rows]);
  rows.delete(entry);
  return ranking.without(entry, value);
}

const seeds = [1, 2, 3, 4];

describe('a ranking', () => {
  it.each(seeds)('has its rows in order, whatever comes and goes: seed %i', (seed) => {
    const random = new Random(seed);
    const rows = new Map<Entry, Value>();
    for (let slot = 0; slot < 2000; slot++) rows.set(entryOf(slot), random.int(0, 400));
    let ranking = Ranking.of([...rows]);
    for (let i = 0; i < 600; i++) {
      ranking = change(random, ranking, rows, 2000 + i);
      if (i % 20 > 0) continue;
      const ids = idsOf(sorted(rows));
      expect(ranking.size).toBe(ids.length);
      expect(idsOf(ranking.from(0, true))).toEqual(ids);
      const number = random.int(0, ids.length + 1);
      expect(idsOf(ranking.from(number, true))).toEqual(ids.slice(number));
      expect(idsOf(ranking.from(number, false))).toEqual(ids.toReversed().slice(number));
      const limit = random.int(0, 401);
      const below = [...rows.values()].filter((value) => Number(value) < limit);
      expect(ranking.countWhile((value) => Number(value) < limit)).toBe(below.length);
    }
  });

  it.each(seeds)('does not change by what is made of it: seed %i', (seed) => {
    const random = new Random(seed);
    const rows = new Map<Entry, Value>();
    for (let slot = 0; slot < 1500; slot++) rows.set(entryOf(slot), random.int(0, 400));
    let ranking = Ranking.of([...rows]);
    const kept: { ranking: Ranking; ids: string[] }[] = [];
    for (let i = 0; i < 200; i++) {
      if (i % 20 === 0) kept.push({ ranking, ids: idsOf(sorted(rows)) });
      ranking = change(random, ranking, rows, 1500 + i);
    }
    for (const { ranking, ids } of kept) expect(idsOf(ranking.from(0, true))).toEqual(ids);
  });

  it.each([2, 3, 100, 1000])('keeps every %i-th row in its order', (step) => {
    const all = Array.from({ length: 3000 }, (_, slot): Row => [entryOf(slot), slot]);
    // The first thousand pass, and their parts are shared.
    const passes = ({ slot }: Entry) => slot < 1000 || slot % step === 0;
    const whole = Ranking.of(all.slice());
    const some = whole.filter(passes);
    expect(idsOf(some.from(0, true))).toEqual(idsOf(all.filter(([entry]) => passes(entry))));
    expect(some.size).toBe(all.filter(([entry]) => passes(entry)).length);
    expect(some.chunks[0]).toBe(whole.chunks[0]);
  });

  it('shares all but one of its parts with the one before a change', () => {
    const all = Array.from({ length: 3000 }, (_, slot): Row => [entryOf(slot), slot]);
    const before = Ranking.of(all);
    const after = before.with(entryOf(3000), 1500);
    const own = after.chunks.filter((chunk) => !before.chunks.includes(chunk));
    expect(own).toHaveLength(1);
    const [entry] = all[700] ?? [];
    const without = entry ? after.without(entry, 700) : after;
    expect(without.chunks.filter((chunk) => !after.chunks.includes(chunk))).toHaveLength(1);
  });

  it('has few parts although most of its rows have gone', () => {
    const all = Array.from({ length: 4000 }, (_, slot): Row => [entryOf(slot), slot]);
    let ranking = Ranking.of(all.slice());
    for (const [entry, value] of all) {
      if (entry.slot % 40 > 0) ranking = ranking.without(entry, value);
    }
    expect(ranking.size).toBe(100);
    expect(ranking.chunks.length).toBeLessThanOrEqual(2);
  });

  it('stays the same without a row that it does not have', () => {
    const ranking = Ranking.of([[entryOf(1), 1]]);
    expect(ranking.without(entryOf(1), 1)).toBe(ranking);
    expect(ranking.without(entryOf(2), 2)).toBe(ranking);
  });
});
