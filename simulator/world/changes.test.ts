import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ListDigitalHumanVideoReply, Show2DDigitalHumanVideoReply } from '../../wire/job.ts';
import { type Simulator, startSimulator, type World } from '../simulator.ts';
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
    records: [
      { jobId: 'a', name: 'Spring sale', createdSecondsAgo: 300 },
      { jobId: 'b', name: 'Summer sale', createdSecondsAgo: 200 },
    ],
  });
});

const get = (path: string) => signedFetch(simulator.url, world, `/v1/${world.projectId}/${path}`);

async function list(query = '') {
  const reply = await get(`digital-human-videos?${query}`);
  return ListDigitalHumanVideoReply.parse(await reply.json());
}

async function detailOf(jobId: string) {
  const reply = await get(`2d-digital-human-videos/${jobId}`);
  return Show2DDigitalHumanVideoReply.parse(await reply.json());
}

const names = async (query = '') =>
  (await list(query)).jobs?.map((job) => job.output_asset_config?.asset_name);

it('answers neither the list nor the details with a removed job', async () => {
  world.removeJob('a');
  expect(await list()).toMatchObject({ count: 1, jobs: [{ job_id: 'b' }] });
  expect(await list('job_ids=a&job_ids=b')).toMatchObject({ count: 1, jobs: [{ job_id: 'b' }] });
  expect((await get('2d-digital-human-videos/a')).status).toBe(404);
  expect(world.jobIds()).toEqual(['b']);
  expect(() => world.removeJob('a')).toThrow(RangeError);
});

it('answers with the new name of a job, in the list, its filter and the details', async () => {
  world.editJob('a', { name: 'Winter sale' });
  expect(await names()).toEqual(['Winter sale', 'Summer sale']);
  expect(await names('asset_name=Winter%20sale')).toEqual(['Winter sale']);
  expect(await names('asset_name=Spring%20sale')).toEqual([]);
  const detail = await detailOf('a');
  expect(detail.output_asset_config?.asset_name).toBe('Winter sale');
});

it('leaves the last update of a renamed job as it was', async () => {
  const before = (await list('job_id=a')).jobs?.[0]?.lastupdate_time;
  world.advanceClock(60);
  world.editJob('a', { name: 'Winter sale' });
  expect((await list('job_id=a')).jobs?.[0]?.lastupdate_time).toBe(before);
});

it('answers with a last update that does not move, in the field and in the order, by switch', async () => {
  world.editJob('a', { finishInSeconds: -10 });
  const updated = async () =>
    (await list('sort_key=update_time&sort_dir=desc')).jobs?.map((job) => [
      job.job_id,
      job.lastupdate_time === job.create_time,
    ]);
  expect(await updated()).toEqual([
    ['a', false],
    ['b', false],
  ]);
  world.setSwitches({ updateTime: 'creation' });
  expect(await updated()).toEqual([
    ['b', true],
    ['a', true],
  ]);
  const detail = await detailOf('a');
  expect(detail.lastupdate_time).toBe(detail.create_time);
  expect(world.trueState('a')).toBe('SUCCEED');
});

it.each([
  [null, [200, 200, 200]],
  [2, [200, 200, 400]],
  [0, [200, 400, 400]],
])('accepts at most %j job_ids by switch', async (maxJobIds, expected) => {
  world.setSwitches({ maxJobIds });
  const replies = await Promise.all(
    ['job_id=a', 'job_ids=a&job_ids=b', 'job_ids=a&job_ids=b&job_ids=c'].map((query) =>
      get(`digital-human-videos?${query}`),
    ),
  );
  expect(replies.map(({ status }) => status)).toEqual(expected);
  const codes = await Promise.all(replies.map(async (reply) => await reply.json()));
  expect(codes.at(-1)).toMatchObject(maxJobIds === null ? {} : { error_code: 'MSS.00000003' });
});
