import { describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import {
  type SortDirection,
  type SortKey,
  sortDirections,
  sortKeys,
} from '../../contract/job-query.ts';
import { Random } from '../../simulator/lib/random.ts';
import { allJobs, ChangingMirror } from '../testing/changing-mirror.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { sampleJob } from '../testing/sample-job.ts';
import type { JobQuery } from './job-query.ts';
import { Mirror } from './mirror.ts';
import { Order } from './order.ts';
import { Views } from './views.ts';

function setUp(...jobs: Job[]) {
  const clock = fakeClock();
  const mirror = new Mirror(clock);
  const views = new Views(mirror, clock);
  const put = (...more: Job[]) => mirror.apply(more, mirror.beginRead());
  put(...jobs);
  const ids = (query: Partial<JobQuery> = {}) =>
    views.page({ ...allJobs, ...query }).jobs.map(({ id }) => id);
  return { clock, mirror, views, put, ids };
}

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 15, 8, minutes)).toISOString();

describe('a search', () => {
  const names = [
    ['ｆｕｌｌ', 'Ｆｕｌｌ width', 'full WIDTH'],
    ['FRÜHLING', 'Frühling 2026'],
    ['新品 发布', '夏季新品发布会', '发布：新品'],
    ['sale spring', 'Spring Sale', 'salespring'],
    ['㍿', '株式会社 Dailies'],
    ['  spring  ', 'Spring Sale'],
  ] as const;

  it.each(names)('for %j finds names', (text, ...found) => {
    const all = names.flatMap(([, ...rest]) => rest);
    const { ids } = setUp(...all.map((name) => sampleJob({ id: name, name })));
    expect(ids({ text })).toEqual(expect.arrayContaining([...found]));
    const [first = ''] = text.trim().split(/\s+/);
    const isOther = (name: string) =>
      !name.normalize('NFKC').toLowerCase().includes(first.normalize('NFKC').toLowerCase());
    expect(ids({ text }).filter(isOther)).toEqual([]);
  });

  it('wants all of its words', () => {
    const { ids } = setUp(
      sampleJob({ id: 'both', name: 'Spring sale' }),
      sampleJob({ id: 'one', name: 'Spring' }),
      sampleJob({ id: 'none', name: null }),
    );
    expect(ids({ text: 'spring sale' })).toEqual(['both']);
    expect(new Set(ids({ text: 'spring' }))).toEqual(new Set(['both', 'one']));
  });

  it('also looks in the script of a job, from when it is known', () => {
    const { mirror, ids } = setUp(
      sampleJob({ id: 'a', name: 'Spring' }),
      sampleJob({ id: 'b', name: 'Summer' }),
    );
    expect(ids({ text: 'spring sale' })).toEqual([]);
    mirror.learnScript('a', 'ＳＡＬＥ starts now');
    expect(ids({ text: 'spring sale' })).toEqual(['a']);
    expect(ids({ text: 'starts sale' })).toEqual(['a']);
    expect(ids({ text: 'summer sale' })).toEqual([]);
  });

  it('says of rows that it finds by the script only that it does', () => {
    const { mirror, views } = setUp(
      sampleJob({ id: 'a', name: 'Spring' }),
      sampleJob({ id: 'b', name: 'Spring sale' }),
      sampleJob({ id: 'sale-2026', name: 'Summer' }),
    );
    for (const id of ['a', 'b', 'sale-2026']) mirror.learnScript(id, 'sale-2026');
    const marked = (text: string | null) =>
      views
        .page({ ...allJobs, text })
        .jobs.filter(({ foundInScript }) => foundInScript)
        .map(({ id }) => id);
    expect(marked('sale')).toEqual(['sale-2026', 'a']);
    expect(marked('sale-2026')).toEqual(['b', 'a']);
    expect(marked(null)).toEqual([]);
  });

  it('finds a job by its present script only', () => {
    const { mirror, put, ids } = setUp(sampleJob({ id: 'a' }));
    mirror.learnScript('a', 'first words');
    put(sampleJob({ id: 'a', state: 'PROCESSING' }));
    expect(ids({ text: 'first' })).toEqual(['a']);
    mirror.learnScript('a', 'other words');
    expect(ids({ text: 'first' })).toEqual([]);
    mirror.remove(['a'], mirror.beginRead());
    put(sampleJob({ id: 'a' }));
    expect(ids({ text: 'other' })).toEqual([]);
  });

  it('finds a job that was opened before the list had it', () => {
    const { mirror, put, ids } = setUp();
    mirror.learnScript('a', 'first words');
    put(sampleJob({ id: 'a' }));
    expect(ids({ text: 'first' })).toEqual(['a']);
  });

  it('is the same answer while a script that is read again is the same', () => {
    const { mirror, views } = setUp(sampleJob({ id: 'a' }));
    mirror.learnScript('a', 'first words');
    const before = views.versionText();
    mirror.learnScript('a', 'First words');
    expect(views.versionText()).toBe(before);
  });

  it('also finds the beginning of an id, from eight characters on', () => {
    const id = '26F06524-4f75-4b3a-a853-b649a21aaf66';
    const { ids } = setUp(sampleJob({ id }), sampleJob({ id: 'other', name: 'x 26f06524' }));
    expect(new Set(ids({ text: '26f06524' }))).toEqual(new Set([id, 'other']));
    expect(ids({ text: id })).toEqual([id]);
    expect(ids({ text: '26f0652' })).toEqual(['other']);
    expect(ids({ text: '6f06524-4f75' })).toEqual([]);
    expect(ids({ text: '26f06524 4f75' })).toEqual([]);
  });
});

describe('a filter', () => {
  it('by time has both ends, and jobs of no known time in every range', () => {
    const { ids } = setUp(
      sampleJob({ id: 'before', createdAt: at(0) }),
      sampleJob({ id: 'first', createdAt: at(1) }),
      sampleJob({ id: 'last', createdAt: at(2) }),
      sampleJob({ id: 'after', createdAt: at(3) }),
      sampleJob({ id: 'timeless', createdAt: null }),
    );
    const range = { since: Date.parse(at(1)), until: Date.parse(at(2)) };
    expect(ids(range)).toEqual(['last', 'first', 'timeless']);
  });

  it('by state counts all states, and late jobs of each', () => {
    const { views } = setUp(
      sampleJob({ id: 'a', late: true }),
      sampleJob({ id: 'b', state: 'PROCESSING', late: true }),
      sampleJob({ id: 'c', state: 'PROCESSING' }),
      sampleJob({ id: 'd', state: 'FAILED', type: 'photo' }),
      sampleJob({ id: 'e', state: 'UNKNOWN', rawState: 'ARCHIVING' }),
    );
    const { selection, jobs } = views.page({ ...allJobs, type: '2d', states: ['WAITING'] });
    expect(jobs.map(({ id }) => id)).toEqual(['a']);
    const { counts, late } = selection.tally.numbers;
    expect(counts).toMatchObject({ WAITING: 1, PROCESSING: 2, FAILED: 0, UNKNOWN: 1 });
    expect(late).toEqual({ WAITING: 1, PROCESSING: 1 });
    const lateOnes = views.page({ ...allJobs, late: true, states: ['PROCESSING'] });
    expect(lateOnes.jobs.map(({ id }) => id)).toEqual(['b']);
  });
});

describe('an order', () => {
  /** Three jobs with values in the order of their ids, and one without. */
  const values: Record<SortKey, Partial<Job>[]> = {
    created: [
      { createdAt: at(1) },
      { createdAt: at(2) },
      { createdAt: at(3) },
      { createdAt: null },
    ],
    updated: [
      { updatedAt: at(1) },
      { updatedAt: at(2) },
      { updatedAt: at(3) },
      { updatedAt: null },
    ],
    name: [{ name: '北京 2' }, { name: '北京 10' }, { name: '上海' }, { name: null }],
    length: [
      { durationSeconds: 0 },
      { durationSeconds: 9 },
      { durationSeconds: 10 },
      { durationSeconds: null },
    ],
    waited: [
      { createdAt: at(0), startedAt: at(1), state: 'SUCCEED' },
      { createdAt: at(5), endedAt: at(8), state: 'CANCELED' },
      { createdAt: at(2) },
      { createdAt: at(0), state: 'UNKNOWN' },
    ],
    production: [
      { startedAt: at(4), endedAt: at(5), state: 'SUCCEED' },
      { startedAt: at(4), state: 'PROCESSING' },
      { startedAt: at(3), state: 'PROCESSING' },
      { startedAt: null, state: 'FAILED' },
    ],
  };
  const ids = ['1', '2', '3', 'none'];

  it.each(sortKeys.flatMap((sort) => sortDirections.map((dir) => ({ sort, dir }))))(
    'by $sort, $dir, has jobs without the value last',
    ({ sort, dir }) => {
      const jobs = values[sort].map((fields, i) => sampleJob({ id: ids[i] ?? '', ...fields }));
      const made = setUp(...jobs.toReversed());
      const sorted = dir === 'asc' ? ids : ['3', '2', '1', 'none'];
      expect(made.ids({ sort, dir })).toEqual(sorted);
    },
  );

  it.each(sortKeys.flatMap((sort) => [1, 40].map((changes) => ({ sort, changes }))))(
    'by $sort is mended after $changes changes as if it were made anew',
    ({ sort, changes }) => {
      const changing = new ChangingMirror(new Random(sort.length), 60);
      const { mirror, clock } = changing;
      const idsIn = (order: Order, dir: SortDirection) =>
        [...order.from(0, dir, clock.now())].map(({ id }) => id);
      for (let i = 0; i < 60; i++) {
        for (let change = 0; change < changes; change++) changing.change();
        for (const dir of sortDirections) {
          const anew = Order.of(sort, mirror.entries());
          expect(idsIn(mirror.order(sort), dir)).toEqual(idsIn(anew, dir));
        }
      }
    },
  );

  it('by time waited follows the clock: a job that waits overtakes those that have started', () => {
    const { clock, ids } = setUp(
      sampleJob({ id: 'waits', createdAt: at(25) }),
      sampleJob({ id: 'started', createdAt: at(0), startedAt: at(6), state: 'PROCESSING' }),
    );
    expect(ids({ sort: 'waited' })).toEqual(['started', 'waits']);
    clock.advance(2 * 60_000);
    expect(ids({ sort: 'waited' })).toEqual(['waits', 'started']);
  });
});

describe('a walk through the pages', () => {
  it.each(sortKeys.flatMap((sort) => [1, 2, 3].map((seed) => ({ sort, seed }))))(
    'by $sort has no job twice and skips none, whatever happens meanwhile: seed $seed',
    ({ sort, seed }) => {
      const random = new Random(seed);
      const changing = new ChangingMirror(random, 90);
      const views = new Views(changing.mirror, changing.clock);
      const before = new Set([...changing.mirror.entries()].map(({ id }) => id));
      const query: JobQuery = { ...allJobs, sort, limit: 7 };
      const { anchor } = views.page(query);
      const seen: string[] = [];
      for (let offset = 0; offset < anchor.order.size; offset += query.limit) {
        const page = views.page({ ...query, offset, at: views.versionText(anchor.version) });
        seen.push(...page.jobs.map(({ id }) => id));
        for (let i = 0; i < 5; i++) changing.change();
        // Others look at the same list in its present order, and at other lists.
        views.page(query);
        views.page(changing.query());
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => !before.has(id))).toEqual([]);
      const stillThere = [...before].filter((id) => changing.mirror.get(id));
      expect(stillThere.filter((id) => !seen.includes(id))).toEqual([]);
    },
  );

  it('keeps its order although the order of times has grown by itself since', () => {
    const { clock, views, ids } = setUp(
      sampleJob({ id: 'waits', createdAt: at(25) }),
      sampleJob({ id: 'started', createdAt: at(0), startedAt: at(6), state: 'PROCESSING' }),
    );
    const query: JobQuery = { ...allJobs, sort: 'waited', limit: 1 };
    const first = views.page(query);
    clock.advance(2 * 60_000);
    expect(ids({ ...query })).toEqual(['waits']);
    const second = { ...query, offset: 1, at: views.versionText(first.anchor.version) };
    expect([...first.jobs.map(({ id }) => id), ...ids(second)]).toEqual(['started', 'waits']);
  });

  it('says how many jobs match that are on none of its pages', () => {
    const { views, put, mirror } = setUp(sampleJob({ id: 'a' }), sampleJob({ id: 'b' }));
    const { anchor } = views.page(allJobs);
    put(sampleJob({ id: 'c' }), sampleJob({ id: 'd', type: 'photo' }));
    mirror.remove(['a'], mirror.beginRead());
    const page = views.page({ ...allJobs, at: views.versionText(anchor.version) });
    expect(page.arrived).toBe(2);
    expect(page.jobs.map(({ id }) => id)).toEqual(['b']);
    expect(views.anchorOf(page.anchor, page.arrived)).toMatchObject({ total: 2, arrived: 2 });
  });

  it.each(['', 'another.1', '.1', 'x', '1', '1.1.1', '__proto__.1'])(
    'begins anew for the version %j',
    (version) => {
      const { views } = setUp(sampleJob());
      expect(views.page({ ...allJobs, at: version }).anchor.version).toBe(1);
      expect(views.versionOf(version)).toBeNull();
    },
  );

  it('begins anew for a version of the future', () => {
    const { views, mirror } = setUp(sampleJob());
    expect(views.versionOf(`${mirror.epoch}.1`)).toBe(1);
    expect(views.versionOf(`${mirror.epoch}.2`)).toBeNull();
    expect(views.page({ ...allJobs, at: `${mirror.epoch}.2` }).anchor.version).toBe(1);
  });
});
