import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CancelReply } from '../../contract/cancel.ts';
import { systemClock } from '../lib/clock.ts';
import { migrate } from '../records/migrations.ts';
import { postgresEngine } from '../records/postgres.ts';
import { startPostgres, type TestPostgres } from '../testing/postgres.ts';
import { json } from '../testing/proxy.ts';
import { order } from '../testing/scripted-cancels.ts';
import { startSimulation, waiting } from '../testing/simulation.ts';

const simulation = startSimulation();
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

it('keeps the list alive while PostgreSQL is frozen, sends no cancel, and goes on afterwards', async () => {
  // A server that is not ours is left alone.
  if (!postgres.freeze) return;
  const engine = postgresEngine(await postgres.database());
  await migrate(engine.db);
  const world = simulation.world();
  const ids = Array.from({ length: 6 }, () => world.addJob(waiting).jobId);
  const proxy = simulation.proxy(world, { engine, clock: systemClock });
  const cancel = async (id: string | undefined) =>
    await json<CancelReply>(await proxy.post(`/api/jobs/${id}/cancel`, { type: '2d' }));
  expect(await cancel(ids[0])).toMatchObject({ outcome: 'canceled' });
  const thaw = await postgres.freeze();
  const cancels = Promise.all(ids.slice(1, 5).map(cancel));
  const lists: number[] = [];
  for (let i = 0; i < 100; i++) lists.push((await proxy.get('/api/jobs')).status);
  expect(new Set(lists)).toEqual(new Set([200]));
  for (const reply of await cancels) {
    expect(reply).toMatchObject({
      outcome: 'not_sent',
      problem: { code: 'records_unavailable' },
    });
  }
  expect(world.journal.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(await (await proxy.get('/readyz')).text()).toContain('cannot be reached');
  thaw();
  await expect
    .poll(async () => {
      await proxy.records.beat();
      return proxy.records.trouble();
    })
    .toBeNull();
  expect(await cancel(ids[5])).toMatchObject({ outcome: 'canceled' });
  for (const id of ids.slice(1, 5)) {
    expect(await proxy.services.cancels.of(id, order.user)).toMatchObject([
      { outcome: 'not_sent' },
    ]);
  }
  await engine.close();
}, 60_000);
