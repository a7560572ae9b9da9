import { describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { Random } from '../../simulator/lib/random.ts';
import { allJobs, ChangingMirror } from '../testing/changing-mirror.ts';
import { sampleJob } from '../testing/sample-job.ts';
import type { JobQuery } from './job-query.ts';
import { LiveView, type ViewChange } from './live-view.ts';
import { Views } from './views.ts';

/** A page that someone has open: its rows are those of its first view, with the changes that it was told. */
class OpenPage {
  readonly live: LiveView;
  readonly query: JobQuery;
  rows: Job[];
  heard = 0;

  constructor(changing: ChangingMirror, views: Views, asked: JobQuery) {
    const { mirror } = changing;
    const page = views.page(asked);
    this.query = { ...asked, at: views.versionText(page.anchor.version) };
    this.live = new LiveView(asked, page, mirror.slots);
    this.rows = page.jobs;
    mirror.onChange((changes) => {
      const change = this.live.update(changes);
      if (!change) return;
      this.heard++;
      this.rows = applied(this.rows, change);
    });
  }
}

function applied(rows: readonly Job[], { changed, gone }: ViewChange): Job[] {
  return rows
    .filter(({ id }) => !gone.includes(id))
    .map((row) => changed.find(({ id }) => id === row.id) ?? row);
}

/** What the views say when they are asked anew. */
function asked(views: Views, query: JobQuery) {
  const { selection, arrived, jobs } = views.page(query);
  return { jobs, numbers: { ...selection.tally.numbers, arrived } };
}

const seeds = Array.from({ length: 60 }, (_, seed) => seed);

describe('an open view', () => {
  it.each(seeds)('says after any changes what asking anew would say: seed %i', (seed) => {
    const random = new Random(seed);
    const changing = new ChangingMirror(random, 40);
    const views = new Views(changing.mirror, changing.clock);
    const pages = Array.from({ length: 6 }, () => {
      changing.change();
      return new OpenPage(changing, views, changing.query());
    });
    for (let i = 0; i < 40; i++) {
      changing.change();
      for (const { query, live, rows } of pages) {
        expect({ seed, query, jobs: rows, numbers: live.numbers }).toEqual({
          ...{ seed, query },
          ...asked(views, query),
        });
      }
    }
  });

  it.each(seeds.slice(0, 20))('tells a page that was away what it has missed: seed %i', (seed) => {
    const random = new Random(seed);
    const changing = new ChangingMirror(random, 40);
    const views = new Views(changing.mirror, changing.clock);
    const page = new OpenPage(changing, views, { ...allJobs, limit: random.int(5, 30) });
    for (let i = 0; i < 40; i++) {
      const { rows } = page;
      const { version } = changing.mirror;
      for (let missed = random.int(0, 4); missed > 0; missed--) changing.change();
      expect(applied(rows, page.live.since(version))).toEqual(asked(views, page.query).jobs);
    }
  });

  it('hears nothing of jobs that are not in it', () => {
    const changing = new ChangingMirror(new Random(1), 0);
    const { mirror } = changing;
    const add = (...jobs: Job[]) => mirror.apply(jobs, mirror.beginRead());
    add(sampleJob({ id: 'a' }), sampleJob({ id: 'b', type: 'photo' }));
    const views = new Views(mirror, changing.clock);
    const page = new OpenPage(changing, views, { ...allJobs, type: '2d' });
    add(sampleJob({ id: 'b', type: 'photo', state: 'PROCESSING' }));
    add(sampleJob({ id: 'c', type: 'photo' }));
    expect(page.heard).toBe(0);
    add(sampleJob({ id: 'a', name: 'Renamed' }));
    expect(page.heard).toBe(1);
    expect(page.rows).toMatchObject([{ id: 'a', name: 'Renamed' }]);
  });

  it('keeps the row of a job that has become too old for the mirror, and does not count it', () => {
    const changing = new ChangingMirror(new Random(1), 0);
    const { mirror } = changing;
    mirror.apply([sampleJob({ id: 'old' })], mirror.beginRead());
    const views = new Views(mirror, changing.clock);
    const page = new OpenPage(changing, views, allJobs);
    mirror.forgetBefore(Date.parse('2026-01-15T08:00:01Z'));
    expect(mirror.size).toBe(0);
    expect(page.rows).toMatchObject([{ id: 'old' }]);
    expect(page.live.since(0)).toMatchObject({ gone: [] });
    expect(page.live.numbers.total).toBe(0);
    expect(views.page(page.query).jobs).toMatchObject([{ id: 'old' }]);
    mirror.remove(['old'], mirror.beginRead());
    expect(page.rows).toMatchObject([{ id: 'old' }]);
  });

  it('hears of a job on another page only when a number changes by it', () => {
    const changing = new ChangingMirror(new Random(1), 0);
    const { mirror } = changing;
    const add = (...jobs: Job[]) => mirror.apply(jobs, mirror.beginRead());
    const earlier = { createdAt: '2026-01-15T07:00:00.000Z' };
    add(sampleJob({ id: 'first' }), sampleJob({ id: 'second', ...earlier }));
    const views = new Views(mirror, changing.clock);
    const page = new OpenPage(changing, views, { ...allJobs, limit: 1 });
    add(sampleJob({ id: 'second', ...earlier, name: 'Renamed' }));
    expect(page.heard).toBe(0);
    add(sampleJob({ id: 'second', ...earlier, state: 'SUCCEED' }));
    expect(page.heard).toBe(1);
    expect(page.live.numbers.counts).toMatchObject({ WAITING: 1, SUCCEED: 1 });
  });
});
