import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ListDigitalHumanVideoReply } from '../../wire/job.ts';
import { type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';

const start = Date.UTC(2026, 0, 15, 8, 0, 0);
let simulator: Simulator;
let world: World;

beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0, now: () => start });
});
afterAll(() => simulator.close());
beforeEach(() => {
  world = simulator.createWorld({ switches: { rateLimits: 'none' } });
});

const waiting = { createdSecondsAgo: 0, waitSeconds: null, runSeconds: null };

/** The list, newest update first: ids with their states and the times of their last updates. */
async function updates() {
  const query = 'sort_key=update_time&sort_dir=desc';
  const target = `/v1/${world.projectId}/digital-human-videos?${query}`;
  const reply = await signedFetch(simulator.url, world, target, { at: start });
  const { jobs } = ListDigitalHumanVideoReply.parse(await reply.json());
  return jobs?.map((job) => [job.job_id, job.state, job.lastupdate_time?.slice(11, 19)]);
}

it('keeps the states of jobs when it is set back', async () => {
  const { jobId } = world.addJob({ ...waiting, jobId: 'a', createdSecondsAgo: 60 });
  world.editJob(jobId, { startInSeconds: 0 });
  world.stepClock(-3600);
  expect(world.now()).toBe(start - 3_600_000);
  expect(await updates()).toEqual([['a', 'PROCESSING', '08:00:00']]);
});

it('gives earlier times to what happens after it was set back', async () => {
  world.addJobs(['a', 'b', 'c'].map((jobId) => ({ ...waiting, jobId })));
  world.editJob('a', { startInSeconds: 0 });
  world.stepClock(-30);
  world.editJob('a', { finishInSeconds: 0 });
  world.editJob('b', { startInSeconds: 0 });
  world.addJob({ ...waiting, jobId: 'd' });
  expect(await updates()).toEqual([
    ['c', 'WAITING', '08:00:00'],
    ['d', 'WAITING', '07:59:30'],
    ['b', 'PROCESSING', '07:59:30'],
    ['a', 'SUCCEED', '07:59:30'],
  ]);
  world.editJob('d', { cancelled: true });
  expect(world.trueState('d')).toBe('CANCELED');
});

it('lets time pass normally once it has caught up', async () => {
  world.stepClock(-30);
  world.stepClock(10);
  world.advanceClock(20);
  world.addJob({ jobId: 'a', createdSecondsAgo: 0, waitSeconds: 10, runSeconds: 10 });
  for (const state of ['WAITING', 'PROCESSING', 'SUCCEED']) {
    expect(world.trueState('a')).toBe(state);
    world.advanceClock(10);
  }
});

it('undoes what has happened when time itself goes back', async () => {
  world.addJob({ ...waiting, jobId: 'a', createdSecondsAgo: 60 });
  world.editJob('a', { startInSeconds: 0 });
  world.advanceClock(-10);
  expect(await updates()).toEqual([['a', 'WAITING', '07:59:00']]);
});
