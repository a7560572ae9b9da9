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
      (await json<JobList>(await proxy.get('/api/jobs?name=news'))).jobs.length;
    expect(await found()).toBe(1);
    simulation.clock.advance(9 * 60_000);
    await found();
    expect(fuzzy).toEqual([true, false, false]);
    simulation.clock.advance(61_000);
    await found();
    expect(fuzzy.slice(3)).toEqual([true, false]);
  });
});
