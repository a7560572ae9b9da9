import { afterAll, beforeAll, expect, it } from 'vitest';
import { ListDigitalHumanVideoReply } from '../wire/job.ts';
import { type Simulator, startSimulator } from './simulator.ts';
import { signedFetch } from './testing/signed-client.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ jobs: 50 });
});
afterAll(() => simulator.close());

it('lists, shows, cancels and serves a cover over real HTTP', async () => {
  const { url } = simulator;
  const world = simulator.createWorld({ records: [{ waitSeconds: null }, {}] });
  const [waiting, done] = world.jobIds().map((id) => [id, world.trueState(id)] as const);
  expect([waiting?.[1], done?.[1]]).toEqual(['WAITING', 'SUCCEED']);
  const list = await signedFetch(
    url,
    world,
    `/v1/${world.projectId}/digital-human-videos?limit=20&state=SUCCEED`,
  );
  expect(list.status).toBe(200);
  const body = ListDigitalHumanVideoReply.parse(await list.json());
  expect(body.count).toBe(1);
  const cover = await fetch(body.jobs?.[0]?.output_asset_config?.cover_url ?? '');
  expect(cover.status).toBe(200);
  const cancel = await signedFetch(
    url,
    world,
    `/v1/${world.projectId}/2d-digital-human-videos/${waiting?.[0]}/cancel`,
    { method: 'POST' },
  );
  expect([cancel.status, await cancel.text()]).toEqual([200, '']);
  expect(world.trueState(waiting?.[0] ?? '')).toBe('CANCELED');
});

it('closes at once while a request is delayed', async () => {
  const own = await startSimulator({ jobs: 0 });
  const world = own.createWorld({ faults: [{ kind: 'delay', ms: 3_600_000 }] });
  const pending = signedFetch(own.url, world, `/v1/${world.projectId}/digital-human-videos`);
  await expect.poll(() => world.journal.length).toBe(1);
  const refused = expect(pending).rejects.toThrow();
  await own.close();
  await refused;
  await expect(fetch(own.url)).rejects.toThrow();
});
