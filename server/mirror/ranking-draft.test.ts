import { describe, expect, it } from 'vitest';
import { Random } from '../../simulator/lib/random.ts';
import { idsOf, type Row, rowOf, sorted } from '../testing/ranked-rows.ts';
import { Ranking } from './ranking.ts';
import { RankingDraft } from './ranking-draft.ts';

/** A ranking after some random changes, with its rows. Many rows have the same value. */
class Changing {
  readonly random: Random;
  readonly rows: Row[] = [];
  #slots = 0;
  ranking: Ranking;

  constructor(seed: number, size: number) {
    this.random = new Random(seed);
    for (let i = 0; i < size; i++) this.rows.push(this.#newRow());
    this.ranking = Ranking.of(this.rows.slice());
  }

  change(count: number): void {
    const draft = new RankingDraft(this.ranking);
    for (let i = 0; i < count; i++) {
      if (this.random.chance(0.5)) {
        const row = this.#newRow();
        this.rows.push(row);
        draft.add(...row);
      } else {
        const row = this.random.pick(this.rows);
        this.rows.splice(this.rows.indexOf(row), 1);
        draft.remove(...row);
      }
    }
    this.ranking = draft.end();
  }

  #newRow(): Row {
    return rowOf(this.#slots++, this.random.int(0, 400));
  }
}

/** A ranking of so many rows whose values are their numbers. */
function numbered(count: number) {
  const rows = Array.from({ length: count }, (_, slot) => rowOf(slot, slot));
  return { rows, ranking: Ranking.of(rows.slice()) };
}

function changed(ranking: Ranking, change: (draft: RankingDraft) => void): Ranking {
  const draft = new RankingDraft(ranking);
  change(draft);
  return draft.end();
}

const ownChunks = (after: Ranking, before: Ranking) =>
  after.chunks.filter((chunk) => !before.chunks.includes(chunk));

const cases = [1, 2, 3, 4].flatMap((seed) => [1, 30, 500].map((count) => ({ seed, count })));

describe('changes of a ranking', () => {
  it.each(cases)('keep its rows in order: seed $seed, $count at once', ({ seed, count }) => {
    const changing = new Changing(seed, 2000);
    const { rows, random } = changing;
    for (let i = 0; i < 30; i++) {
      changing.change(count);
      const { ranking } = changing;
      const ids = idsOf(sorted(rows));
      expect(ranking.size).toBe(ids.length);
      expect(idsOf(ranking.from(0, true))).toEqual(ids);
      const number = random.int(0, ids.length + 1);
      expect(idsOf(ranking.from(number, true))).toEqual(ids.slice(number));
      expect(idsOf(ranking.from(number, false))).toEqual(ids.toReversed().slice(number));
      const limit = random.int(0, 401);
      const below = rows.filter(([, value]) => Number(value) < limit);
      expect(ranking.countWhile((value) => Number(value) < limit)).toBe(below.length);
    }
  });

  it.each(cases)(
    'leave the one before as it was: seed $seed, $count at once',
    ({ seed, count }) => {
      const changing = new Changing(seed, 1500);
      const kept: { ranking: Ranking; ids: string[] }[] = [];
      for (let i = 0; i < 20; i++) {
        kept.push({ ranking: changing.ranking, ids: idsOf(sorted(changing.rows)) });
        changing.change(count);
      }
      for (const { ranking, ids } of kept) expect(idsOf(ranking.from(0, true))).toEqual(ids);
    },
  );

  it('share all parts with the one before but the changed one', () => {
    const { rows, ranking } = numbered(3000);
    const more = changed(ranking, (draft) => draft.add(...rowOf(3000, 1500)));
    expect(ownChunks(more, ranking)).toHaveLength(1);
    const [row] = rows.slice(700);
    const less = changed(more, (draft) => row && draft.remove(...row));
    expect(ownChunks(less, more)).toHaveLength(1);
  });

  it('make one part of its own for many rows next to each other', () => {
    const { ranking } = numbered(3000);
    const more = changed(ranking, (draft) => {
      for (let i = 0; i < 100; i++) draft.add(...rowOf(3000 + i, 1500));
    });
    expect(ownChunks(more, ranking)).toHaveLength(1);
  });

  it('leave few parts although most of its rows have gone', () => {
    const { rows, ranking } = numbered(4000);
    const few = changed(ranking, (draft) => {
      for (const row of rows) if (row[0].slot % 40 > 0) draft.remove(...row);
    });
    expect(few.size).toBe(100);
    expect(few.chunks.length).toBeLessThanOrEqual(2);
  });

  it('can remove all rows and add some again', () => {
    const { rows, ranking } = numbered(1000);
    const empty = changed(ranking, (draft) => {
      for (const row of rows) draft.remove(...row);
    });
    expect(idsOf(empty.from(0, true))).toEqual([]);
    const again = changed(empty, (draft) => draft.add(...rowOf(1, 1)));
    expect(idsOf(again.from(0, true))).toEqual(['job-1']);
  });

  it('are none without a row that it does not have', () => {
    const ranking = Ranking.of([rowOf(1, 1)]);
    expect(changed(ranking, (draft) => draft.remove(...rowOf(1, 1)))).toBe(ranking);
    expect(changed(ranking, (draft) => draft.remove(...rowOf(2, 2)))).toBe(ranking);
  });
});
