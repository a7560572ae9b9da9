import { describe, expect, it } from 'vitest';
import { idsOf, rowOf } from '../testing/ranked-rows.ts';
import type { Entry } from './entry.ts';
import { Ranking } from './ranking.ts';

describe('a ranking', () => {
  it.each([2, 3, 100, 1000])('keeps every %i-th row in its order', (step) => {
    const all = Array.from({ length: 3000 }, (_, slot) => rowOf(slot, slot));
    // The first thousand pass, and their parts are shared.
    const passes = ({ slot }: Entry) => slot < 1000 || slot % step === 0;
    const whole = Ranking.of(all.slice());
    const some = whole.filter(passes);
    expect(idsOf(some.from(0, true))).toEqual(idsOf(all.filter(([entry]) => passes(entry))));
    expect(some.size).toBe(all.filter(([entry]) => passes(entry)).length);
    expect(some.chunks[0]).toBe(whole.chunks[0]);
  });
});
