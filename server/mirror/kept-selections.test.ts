import { describe, expect, it } from 'vitest';
import { allJobs } from '../testing/changing-mirror.ts';
import { sampleJob } from '../testing/sample-job.ts';
import type { Entry } from './entry.ts';
import { Facts } from './facts.ts';
import { KeptSelections } from './kept-selections.ts';
import { Order } from './order.ts';
import { Tally } from './tally.ts';
import type { Selection } from './view.ts';

const jobs = 100_000;
const entries = Array.from({ length: jobs }, (_, slot): Entry => {
  const facts = new Facts(sampleJob({ id: `job-${slot}`, durationSeconds: slot }));
  const read = { order: 1, at: 0 };
  return { id: facts.job.id, slot, version: 1, read, readsBegun: 1, facts, isGone: false };
});

function selectionOf(order: Order, version: number): Selection {
  return { version, order, at: 0, tally: Tally.of(allJobs) };
}

/** Another order of the same jobs, which shares nothing with those before. */
const anew = () => Order.of('length', entries);

describe('selections that are kept', () => {
  it('are those of a thousand versions, when each differs by a job from the one before', () => {
    const kept = new KeptSelections();
    let order = anew();
    for (let version = 1; version <= 1000; version++) {
      const entry = entries[version * 97];
      if (entry) order = order.with([{ entry, before: entry.facts, after: null }]);
      expect(kept.put('question', selectionOf(order, version))).toEqual([]);
    }
    expect(kept.get('question', 1)?.order.size).toBe(jobs - 1);
    expect(kept.get('question', 1000)?.order.size).toBe(jobs - 1000);
  });

  it('are fewer when they share nothing; those used last stay', () => {
    const kept = new KeptSelections();
    kept.put('first', selectionOf(anew(), 1));
    kept.put('second', selectionOf(anew(), 1));
    const dropped: string[] = [];
    for (let version = 2; dropped.length === 0; version++) {
      expect(kept.get('first', 1)).not.toBeNull();
      const gone = kept.put('another', selectionOf(anew(), version));
      dropped.push(...gone.map(({ question }) => question));
      expect(version).toBeLessThan(16);
    }
    expect(dropped).toEqual(['second']);
    expect(kept.has('second', 1)).toBe(false);
    expect(kept.has('first', 1)).toBe(true);
  });

  it('make room for as many new ones when they are dropped', () => {
    const kept = new KeptSelections();
    const held: number[] = [];
    for (let version = 1; version <= 24; version++) {
      const gone = kept.put('question', selectionOf(anew(), version));
      held.push((held.at(-1) ?? 0) + 1 - gone.length);
    }
    expect(new Set(held.slice(14)).size).toBe(1);
    expect(held.at(-1)).toBeGreaterThan(5);
  });

  it('keeps the newest one, however large', () => {
    const kept = new KeptSelections();
    const many = Array.from({ length: 20 }, () => entries).flat();
    kept.put('large', selectionOf(Order.of('length', many), 1));
    expect(kept.has('large', 1)).toBe(true);
  });
});
