import { afterAll, beforeAll, expect, it } from 'vitest';
import { ListDigitalHumanVideoReply } from '../../wire/job.ts';
import { type JobSpec, type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';

let now = Date.UTC(2026, 0, 15, 8, 0, 0);
let simulator: Simulator;
let world: World;

const burst = Array.from(
  { length: 350 },
  (_, i): JobSpec => ({
    jobId: `burst-${i}`,
    createdSecondsAgo: 60,
  }),
);
const ids = ['before', ...burst.map(({ jobId }) => jobId), 'after'];

beforeAll(async () => {
  // Each look at the clock takes 10 ms, which is longer than a second for the whole burst.
  simulator = await startSimulator({ jobs: 0, now: () => (now += 10) });
  world = simulator.createWorld({
    switches: { rateLimits: 'none' },
    records: [
      { jobId: 'before', createdSecondsAgo: 61 },
      ...burst,
      { jobId: 'after', createdSecondsAgo: 59 },
    ],
  });
});
afterAll(() => simulator.close());

async function page(query: Record<string, string>) {
  const search = new URLSearchParams({ limit: '100', ...query });
  const target = `/v1/${world.projectId}/digital-human-videos?${search}`;
  const reply = await signedFetch(simulator.url, world, target, { at: now });
  return ListDigitalHumanVideoReply.parse(await reply.json()).jobs ?? [];
}

async function readByOffset(query: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const jobs = await page({ ...query, offset: String(found.length) });
    found.push(...jobs.map(({ job_id }) => job_id));
    if (jobs.length < 100) return found;
  }
}

/** Reads newest first, from the oldest creation time seen on; an offset skips the jobs seen of that second. */
async function readByKey(): Promise<string[]> {
  const seen = new Map<string, string>();
  for (let until = ''; ; ) {
    const ofSecond = [...seen.values()].filter((time) => time === until).length;
    const from = until === '' ? {} : { create_until: until };
    const jobs = await page({ sort_dir: 'desc', offset: String(ofSecond), ...from });
    for (const { job_id, create_time } of jobs) seen.set(job_id, create_time ?? '');
    if (jobs.length < 100) return [...seen.keys()];
    until = jobs.at(-1)?.create_time ?? '';
  }
}

it('creates all jobs of the same age in one second', async () => {
  const jobs = await page({ offset: '1' });
  expect(new Set(jobs.map(({ create_time }) => create_time)).size).toBe(1);
});

it.each(['create_time', 'update_time'])(
  'keeps their order by %s from page to page',
  async (key) => {
    expect(await readByOffset({ sort_key: key })).toEqual(ids);
    expect(await readByOffset({ sort_key: key, sort_dir: 'desc' })).toEqual(ids.toReversed());
  },
);

it('finds each of them by create_until, which includes its own second', async () => {
  expect(await readByKey()).toEqual(ids.toReversed());
});

it('keeps the order when a job in the middle changes its name or vanishes', async () => {
  world.editJob('burst-100', { name: 'Renamed' });
  expect(await readByOffset({})).toEqual(ids);
  world.removeJob('burst-200');
  expect(await readByOffset({})).toEqual(ids.filter((id) => id !== 'burst-200'));
});
