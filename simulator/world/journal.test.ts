import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';
import { countCalls, Journal } from './journal.ts';

let now = Date.UTC(2026, 0, 15, 8, 0, 0);
let simulator: Simulator;
let world: World;

beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0, now: () => now });
  world = simulator.createWorld({ records: [{ jobId: 'a', waitSeconds: null }] });
});
afterAll(() => simulator.close());

async function call(path: string, method = 'GET') {
  await signedFetch(simulator.url, world, `/v1/${world.projectId}/${path}`, { method, at: now });
}

it('counts the calls since a mark, by operation and by time', async () => {
  await call('digital-human-videos');
  const mark = world.mark();
  expect(world.callsSince(mark)).toEqual([]);
  await call('digital-human-videos?limit=5');
  now += 60_000;
  await call('digital-human-videos?limit=6');
  await call('2d-digital-human-videos/a');
  await call('2d-digital-human-videos/a/cancel', 'POST');
  const calls = world.callsSince(mark);
  expect(countCalls(calls)).toEqual({
    listDigitalHumanVideo: 2,
    show2DDigitalHumanVideo: 1,
    cancel2DDigitalHumanVideo: 1,
  });
  expect(countCalls(calls.filter(({ at }) => at < now))).toEqual({ listDigitalHumanVideo: 1 });
  expect(world.callsSince(0).length).toBe(5);
});

it('has marks that stay right when old requests are dropped', () => {
  const journal = new Journal();
  const add = (count: number) => {
    for (let i = 0; i < count; i++) {
      const target = `/${journal.total}`;
      const entry = { at: 0, method: 'GET', target, headers: [], operation: null, jobId: null };
      journal.add({ ...entry, status: 200 });
    }
  };
  add(24_990);
  const mark = journal.total;
  add(30);
  expect(journal.entries.length).toBeLessThan(24_990);
  expect(journal.since(mark).map(({ target }) => target)).toEqual(
    Array.from({ length: 30 }, (_, i) => `/${24_990 + i}`),
  );
  expect(() => journal.since(0)).toThrow(RangeError);
});
