import { describe, expect, it } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import { json } from '../testing/proxy.ts';
import { simulated } from '../testing/simulated.ts';

const at = simulated();

describe('a search by name where parts of names are refused', () => {
  it('is exact for ten minutes, and then tries parts again', async () => {
    const fuzzy: boolean[] = [];
    const proxy = at.proxy(at.world({ records: [{ name: 'news' }] }), {
      fetch: async (url, init) => {
        fuzzy.push(url.includes('fuzzy_query_field'));
        if (!fuzzy.at(-1)) return await fetch(url, init);
        return Response.json({ error_code: 'MSS.00000003' }, { status: 400 });
      },
    });
    const found = async () =>
      (await json<JobList>(await proxy.get('/api/jobs?name=news'))).jobs.length;
    expect(await found()).toBe(1);
    at.clock.advance(9 * 60_000);
    await found();
    expect(fuzzy).toEqual([true, false, false]);
    at.clock.advance(61_000);
    await found();
    expect(fuzzy.slice(3)).toEqual([true, false]);
  });
});
