import { describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { sortDirections } from '../../contract/job-query.ts';
import { Random } from '../../simulator/lib/random.ts';
import { allJobs, ChangingMirror } from '../testing/changing-mirror.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { sampleJob } from '../testing/sample-job.ts';
import { rowMaker } from './filter.ts';
import type { JobQuery } from './job-query.ts';
import { Mirror } from './mirror.ts';
import { Order } from './order.ts';
import { View } from './view.ts';
import { rowsOf, Views } from './views.ts';

function setUp(...jobs: Job[]) {
  const clock = fakeClock();
  const mirror = new Mirror(clock);
  const views = new Views(mirror, clock);
  const put = (...more: Job[]) => mirror.apply(more, mirror.beginRead());
  put(...jobs);
  return { clock, views, put };
}

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 15, 8, minutes)).toISOString();

describe('a question', () => {
  const seeds = Array.from({ length: 24 }, (_, seed) => seed);

  it.each(seeds)('goes on from its last answer as if it were asked anew: seed %i', (seed) => {
    const random = new Random(seed);
    // More jobs than one part of an order has.
    const changing = new ChangingMirror(random, seed % 4 === 0 ? 1500 : 80);
    const { mirror, clock } = changing;
    const views = new Views(mirror, clock);
    const queries = Array.from({ length: 8 }, () => changing.query());
    for (let i = 0; i < 40; i++) {
      // Some are asked after each change, others after many.
      changing.change();
      for (const query of queries.filter(() => random.chance(0.5))) {
        const { selection, jobs } = views.page(query);
        const anew = new View(query, Order.of(query.sort, mirror.entries()));
        const { order, tally } = anew.select(selection.at, () => 0);
        const rows = rowsOf({ ...selection, order }, query).map(({ facts }) =>
          rowMaker(query)(facts),
        );
        expect({ seed, query, jobs }).toEqual({ seed, query, jobs: rows });
        expect({ seed, query, ...selection.tally.numbers }).toEqual({
          ...{ seed, query },
          ...tally.numbers,
        });
        expect(selection.order.size).toBe(order.size);
      }
    }
  });

  it('finds the jobs of a page in the middle of those whose time grows', () => {
    const { clock, views } = setUp(
      ...Array.from({ length: 600 }, (_, i) =>
        sampleJob({
          id: `job-${i}`,
          createdAt: at(i % 20),
          ...(i % 3 === 0 && { startedAt: at(20 + (i % 17)), state: 'PROCESSING' }),
        }),
      ),
    );
    clock.advance(20 * 60_000);
    for (const dir of sortDirections) {
      const query: JobQuery = { ...allJobs, sort: 'waited', dir, limit: 1000 };
      const all = views.page(query).jobs;
      for (let offset = 0; offset < 600; offset += 13) {
        const { jobs } = views.page({ ...query, offset, limit: 10 });
        expect(jobs).toEqual(all.slice(offset, offset + 10));
      }
    }
  });

  it('is the same answer while nothing of it changes', () => {
    const { views, put } = setUp(sampleJob({ id: 'a' }), sampleJob({ id: 'b', type: 'photo' }));
    const before = views.page({ ...allJobs, type: '2d' }).selection;
    put(sampleJob({ id: 'b', type: 'photo', state: 'SUCCEED' }));
    expect(views.page({ ...allJobs, type: '2d' }).selection).toBe(before);
    put(sampleJob({ id: 'a', state: 'SUCCEED' }));
    expect(views.page({ ...allJobs, type: '2d' }).selection).not.toBe(before);
  });

  it('begins no version by itself, however many others are asked', () => {
    const { views } = setUp(sampleJob({ id: 'a' }));
    const before = views.versionText();
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 600; i++) views.page({ ...allJobs, text: `word ${i}` });
    }
    expect(views.versionText()).toBe(before);
  });

  it('is answered after more changes than are kept for it', () => {
    const { views, put } = setUp(sampleJob({ id: 'a' }));
    const { anchor } = views.page(allJobs);
    for (let i = 0; i < 1200; i++) put(sampleJob({ id: `job-${i}`, name: `Job ${i}` }));
    expect(views.page({ ...allJobs, limit: 2000 }).jobs).toHaveLength(1201);
    const page = views.page({ ...allJobs, at: views.versionText(anchor.version) });
    expect(page).toMatchObject({ arrived: 1200, jobs: [{ id: 'a' }] });
  });
});
