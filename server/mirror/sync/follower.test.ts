import { describe, expect, it } from 'vitest';
import type { World } from '../../../simulator/simulator.ts';
import { startWorldMirrors, type WorldMirror } from '../../testing/world-mirror.ts';

const mirrors = startWorldMirrors();
const { clock } = mirrors;

const done = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ createdSecondsAgo: 60 + i * 30 }));

/** Calls in a stretch of time. */
async function callsIn(world: World, ms: number): Promise<number> {
  const mark = world.mark();
  await clock.pass(ms);
  return world.callsSince(mark).length;
}

/** A mirror that follows a world from its start. */
function follow(world: World): WorldMirror {
  const made = mirrors.mirror(world);
  void made.follower.run();
  return made;
}

describe('the first reading', () => {
  it('goes on while people look, and does not hold up the reading of changes', async () => {
    const world = mirrors.world({ records: done(6000) });
    const { follower, mirror } = follow(world);
    follower.watch();
    await clock.pass(10_000);
    expect(follower.status.coverage).toMatchObject({ complete: false, total: 6000 });
    const { jobId } = world.addJob({ waitSeconds: null, createdSecondsAgo: 0 });
    await clock.pass(3000);
    expect(mirror.get(jobId)?.facts.job.state).toBe('WAITING');
    world.editJob(jobId, { startInSeconds: 0 });
    await clock.pass(3000);
    expect(mirror.get(jobId)?.facts.job.state).toBe('PROCESSING');
    await clock.pass(20_000);
    expect(follower.status.coverage).toMatchObject({ complete: true, read: 6001, total: 6001 });
    follower.stop();
  });

  it('tries a page again every 5 s while MetaStudio fails', async () => {
    const world = mirrors.world({ records: done(500) });
    const { follower } = follow(world);
    await clock.settle();
    world.setFaults([{ kind: 'status', status: 503 }]);
    await clock.pass(60_000);
    expect(await callsIn(world, 60_000)).toBeLessThanOrEqual(13);
    world.setFaults([]);
    await clock.pass(10_000);
    expect(follower.status.coverage).toMatchObject({ complete: true, read: 500 });
    follower.stop();
  });

  it('waits when MetaStudio asks for patience', async () => {
    const world = mirrors.world({ records: done(500) });
    const { follower } = follow(world);
    await clock.settle();
    world.setFaults([{ kind: 'tooManyRequests', retryAfter: 30 }]);
    await clock.pass(5000);
    expect(await callsIn(world, 60_000)).toBeLessThanOrEqual(13);
    world.setFaults([]);
    await clock.pass(40_000);
    expect(follower.status.coverage.complete).toBe(true);
    follower.stop();
  });
});
