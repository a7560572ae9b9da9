import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Fault, type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';

let simulator: Simulator;
let world: World;

beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0 });
});
afterAll(() => simulator.close());
beforeEach(() => {
  world = simulator.createWorld({
    switches: { rateLimits: 'none' },
    records: ['a', 'b', 'c', 'd', 'e', 'f'].map((jobId, i) => ({
      jobId,
      createdSecondsAgo: 100 - i,
    })),
  });
});

const get = (path: string) => signedFetch(simulator.url, world, `/v1/${world.projectId}/${path}`);

const Page = z.object({ count: z.number(), jobs: z.array(z.unknown()) });
const Row = z.object({ job_id: z.string() });

/** The page's count, and its ids; an entry without an id as it came. */
async function page(query = '') {
  const { count, jobs } = Page.parse(await (await get(`digital-human-videos?${query}`)).json());
  const ids = jobs.map((job) => Row.safeParse(job).data?.job_id ?? job);
  return { count, ids };
}

describe('oddPage', () => {
  const odd = (fault: Omit<Extract<Fault, { kind: 'oddPage' }>, 'kind'>) =>
    world.setFaults([{ kind: 'oddPage', ...fault }]);

  it.each([
    ['short', 'limit=4', ['a', 'b']],
    ['short', 'limit=1', []],
    ['gap', 'limit=4', ['a', 'd']],
    ['gap', 'limit=1', []],
    ['repeated', 'limit=4', ['a', 'b', 'a', 'b']],
    ['repeated', 'limit=9', ['a', 'b', 'a', 'b', 'c', 'd', 'e', 'f']],
    ['overlapping', 'limit=3', ['a', 'b', 'c']],
    ['overlapping', 'limit=3&offset=3', ['b', 'c', 'd']],
    ['overlapping', 'limit=3&offset=1', ['a', 'b', 'c']],
    ['notAnObject', 'limit=3', ['no job', 'no job', 'c']],
  ] as const)('%s: changes the page of %s, and not its count', async (how, query, ids) => {
    odd({ how, entries: 2 });
    expect(await page(query)).toEqual({ count: 6, ids });
  });

  it('withoutId: sends entries without their ids', async () => {
    odd({ how: 'withoutId' });
    const { count, ids } = await page('limit=2');
    expect({ count, ids }).toMatchObject({ count: 6, ids: [{ state: 'SUCCEED' }, 'b'] });
    expect(ids[0]).not.toHaveProperty('job_id');
  });

  it('foreign: adds entries of no job of the world', async () => {
    odd({ how: 'foreign', entries: 2 });
    const { count, ids } = await page('limit=4');
    expect([count, ids.length, ids.slice(2)]).toEqual([6, 4, ['a', 'b']]);
    expect((await get(`2d-digital-human-videos/${ids[0]}`)).status).toBe(404);
    expect(new Set(ids).size).toBe(4);
  });

  it('leaves other calls and refused lists alone', async () => {
    odd({ how: 'short' });
    expect((await get('2d-digital-human-videos/a')).status).toBe(200);
    expect((await get('digital-human-videos?limit=0')).status).toBe(400);
    expect((await get('digital-human-videos?limit=2&offset=x')).status).toBe(400);
  });
});

describe('shiftedPages', () => {
  it('lets jobs arrive after a page: the next one repeats entries', async () => {
    world.setFaults([{ kind: 'shiftedPages', arrive: 2, times: 1 }]);
    const desc = 'sort_dir=desc&limit=3';
    expect(await page(desc)).toEqual({ count: 6, ids: ['f', 'e', 'd'] });
    expect(await page(`${desc}&offset=3`)).toEqual({ count: 8, ids: ['e', 'd', 'c'] });
    expect(await page(`${desc}&offset=6`)).toEqual({ count: 8, ids: ['b', 'a'] });
  });

  it.each([
    ['newest', ['d', 'c', 'b', 'a']],
    ['oldest', ['f', 'e', 'd', 'c']],
  ] as const)('lets the %s jobs vanish after the k-th request of the list', async (end, left) => {
    world.setFaults([{ kind: 'shiftedPages', vanish: 2, end, skip: 1, times: 1 }]);
    for (const request of [1, 2]) {
      expect([request, (await page()).count]).toEqual([request, 6]);
      expect((await get('2d-digital-human-videos/c')).status).toBe(200);
    }
    expect(await page('sort_dir=desc')).toEqual({ count: 4, ids: left });
    expect(world.jobIds()).toEqual(left.toReversed());
  });

  it('removes all jobs when there are fewer, and no more', async () => {
    world.setFaults([{ kind: 'shiftedPages', vanish: 7, arrive: 1, times: 1 }]);
    expect((await page()).count).toBe(6);
    expect((await page()).count).toBe(1);
    expect(world.jobIds().map((id) => world.trueState(id))).toEqual(['WAITING']);
  });
});

it('skip: lets requests pass, which other faults can apply to', async () => {
  world.setFaults([
    { kind: 'status', status: 503, skip: 2, times: 1 },
    { kind: 'status', status: 504, times: 1 },
  ]);
  const replies = [];
  for (let i = 0; i < 4; i++) replies.push((await get('digital-human-videos')).status);
  expect(replies).toEqual([504, 200, 503, 200]);
});
