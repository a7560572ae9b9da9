import { describe, expect, it } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();

describe('a search by name when MetaStudio refuses parts of names', () => {
  it('matches whole names for ten minutes, then tries parts again', async () => {
    const fuzzy: boolean[] = [];
    const proxy = simulation.proxy(simulation.world({ records: [{ name: 'news' }] }), {
      fetch: async (url, init) => {
        fuzzy.push(url.includes('fuzzy_query_field'));
        if (!fuzzy.at(-1)) return await fetch(url, init);
        return Response.json({ error_code: 'MSS.00000003' }, { status: 400 });
      },
    });
    const found = async () =>
      (await json<JobList>(await proxy.get('/api/jobs?name=news&since=2019-01-01T00:00:00Z'))).jobs
        .length;
    expect(await found()).toBe(1);
    simulation.clock.advance(9 * 60_000);
    await found();
    expect(fuzzy).toEqual([true, false, false]);
    simulation.clock.advance(61_000);
    await found();
    expect(fuzzy.slice(3)).toEqual([true, false]);
  });
});

describe('questions that only MetaStudio can answer', () => {
  const beyond = 'since=2019-01-01T00:00:00Z';

  it('translates the filters', async () => {
    const world = simulation.world();
    const proxy = simulation.proxy(world);
    await proxy.get(
      '/api/jobs?state=PROCESSING,WAITING&type=photo&name=%E6%96%B0%20x&scriptId=abc&since=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00%2B08:00&sort=updated&dir=asc&offset=40&limit=10',
    );
    const target = new URL(world.journal[0]?.target ?? '', simulation.url());
    expect(Object.fromEntries(target.searchParams)).toEqual({
      state: 'WAITING,PROCESSING',
      job_type: 'PHOTO_DIGITAL_HUMAN_VIDEO',
      asset_name: '新 x',
      fuzzy_query_field: 'asset_name',
      script_id: 'abc',
      create_since: '2026-01-01T00:00:00Z',
      create_until: '2026-01-31T16:00:00Z',
      sort_key: 'update_time',
      sort_dir: 'asc',
      offset: '40',
      limit: '10',
    });
    expect(world.journal[0]?.status).toBe(200);
  });

  it('finds jobs from before the window, and says who answered', async () => {
    const world = simulation.world({
      records: [{ name: 'old', createdSecondsAgo: 200 * 86_400 }, { name: 'new' }],
    });
    const proxy = simulation.proxy(world);
    const list = await json<JobList>(await proxy.get(`/api/jobs?${beyond}`));
    expect(list.jobs.map(({ name }) => name)).toEqual(['new', 'old']);
    expect(list).toMatchObject({ source: 'metastudio', anchor: null, counts: { SUCCEED: 2 } });
    const inside = await json<JobList>(await proxy.get('/api/jobs'));
    expect(inside).toMatchObject({ source: 'mirror', total: 1 });
  });

  it('answers for all time itself when MetaStudio has nothing from before the window', async () => {
    const world = simulation.world({ records: [{ name: 'new' }] });
    const proxy = simulation.proxy(world);
    await proxy.services.mirrors.shared.follower.readEverything();
    const calls = world.journal.length;
    const list = await json<JobList>(await proxy.get(`/api/jobs?${beyond}`));
    expect(list).toMatchObject({ source: 'mirror', total: 1 });
    expect(world.journal).toHaveLength(calls);
  });

  it('counts a long list state by state, and the rest as UNKNOWN', async () => {
    const world = simulation.world({ jobs: 150, records: [{ ending: 'ARCHIVING' }] });
    const proxy = simulation.proxy(world);
    const { counts, total } = await json<JobList>(await proxy.get(`/api/jobs?${beyond}`));
    expect(Object.values(counts).reduce((all, one) => all + one, 0)).toBe(total);
    const odd = world
      .jobIds()
      .filter((id) => !/^[A-Z]+$/.test(world.trueState(id)) || world.trueState(id) === 'ARCHIVING');
    expect(counts.UNKNOWN).toBe(odd.length);
  });

  it('asks once for many', async () => {
    const world = simulation.world({ jobs: 20 });
    const proxy = simulation.proxy(world);
    await Promise.all(Array.from({ length: 50 }, () => proxy.get(`/api/jobs?${beyond}`)));
    expect(world.journal).toHaveLength(1);
  });
});
