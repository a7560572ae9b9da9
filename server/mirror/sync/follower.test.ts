import { describe, expect, it } from 'vitest';
import type { World } from '../../../simulator/simulator.ts';
import { allJobs } from '../../testing/changing-mirror.ts';
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
    const world = mirrors.world({ records: done(4000) });
    const { follower, mirror } = follow(world);
    follower.watch();
    await clock.pass(9000);
    expect(follower.coverage).toMatchObject({ complete: false, total: 4000 });
    const { jobId } = world.addJob({ waitSeconds: null, createdSecondsAgo: 0 });
    await clock.pass(3000);
    expect(mirror.get(jobId)?.facts.job.state).toBe('WAITING');
    world.editJob(jobId, { startInSeconds: 0 });
    await clock.pass(3000);
    expect(mirror.get(jobId)?.facts.job.state).toBe('PROCESSING');
    await clock.pass(20_000);
    expect(follower.coverage).toMatchObject({ complete: true, read: 4001, total: 4001 });
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
    expect(follower.coverage).toMatchObject({ complete: true, read: 500 });
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
    expect(follower.coverage.complete).toBe(true);
    follower.stop();
  });
});

describe('while MetaStudio fails', () => {
  it('it is asked less and less often, however many look and ask', async () => {
    const world = mirrors.world({ records: done(20) });
    const { follower, lists } = follow(world);
    await clock.pass(5000);
    follower.watch();
    world.setFaults([{ kind: 'status', status: 503 }]);
    await clock.pass(60_000);
    const mark = world.mark();
    for (let second = 0; second < 120; second++) {
      const answers = Array.from({ length: 10 }, () => lists.answer({ ...allJobs }));
      await clock.pass(1000);
      expect((await Promise.all(answers)).every(({ stale }) => stale !== null)).toBe(true);
    }
    expect(world.callsSince(mark).length).toBeLessThanOrEqual(10);
    world.setFaults([]);
    await clock.pass(61_000);
    expect(follower.status.stale).toBeNull();
    follower.stop();
  });

  it('from the start, questions are told so, and answered once it is back', async () => {
    const world = mirrors.world({ records: done(20), faults: [{ kind: 'status', status: 503 }] });
    const { follower, lists } = follow(world);
    await clock.pass(30_000);
    await expect(lists.answer(allJobs)).rejects.toMatchObject({ code: 'upstream_error' });
    world.setFaults([]);
    await clock.pass(60_000);
    expect((await lists.answer(allJobs)).value.total).toBe(20);
    follower.stop();
  });

  it('streams are told so, of a tenant without jobs too, and when it is back', async () => {
    const world = mirrors.world();
    const { follower, lists } = follow(world);
    await clock.pass(5000);
    const told: (string | undefined)[] = [];
    const leave = await lists.watch(allJobs, null, (event) => {
      const { stale } = event.type === 'view' ? event.list : event.change;
      told.push(stale?.problem.code);
    });
    world.setFaults([{ kind: 'status', status: 503 }]);
    await clock.pass(30_000);
    world.setFaults([]);
    await clock.pass(90_000);
    expect(told).toEqual([undefined, 'upstream_error', undefined]);
    leave?.();
    follower.stop();
  });
});

describe('no one looks', () => {
  it('nothing is read; the next question waits for a read, but 300 ms at most', async () => {
    const world = mirrors.world({ records: [...done(20), { waitSeconds: null }] });
    const { follower, lists } = follow(world);
    await clock.pass(20_000);
    expect(await callsIn(world, 3_600_000)).toBe(0);
    world.addJob({ name: 'new', waitSeconds: null, createdSecondsAgo: 0 });
    const quick = lists.answer(allJobs);
    await clock.pass(0);
    expect((await quick).value.jobs[0]?.name).toBe('new');
    await clock.pass(3_600_000);
    world.addJob({ name: 'newer', waitSeconds: null, createdSecondsAgo: 0 });
    world.setFaults([{ kind: 'delay', ms: 2000 }]);
    const slow = lists.answer(allJobs);
    await clock.pass(299);
    expect(await Promise.race([slow, clock.settle()])).toBeUndefined();
    await clock.pass(1);
    expect((await slow).value.jobs[0]?.name).toBe('new');
    await clock.pass(5000);
    expect((await lists.answer(allJobs)).value.jobs[0]?.name).toBe('newer');
    follower.stop();
  });
});

describe('a follower', () => {
  it('reads nothing more once it is stopped in the first reading', async () => {
    const world = mirrors.world({ records: done(500) });
    world.setFaults([{ kind: 'status', status: 503 }]);
    const { follower } = follow(world);
    await clock.pass(6000);
    follower.stop();
    await clock.pass(1000);
    expect(await callsIn(world, 60_000)).toBe(0);
  });

  it('ends when it is stopped in a round, also when no one looks', async () => {
    const { follower } = mirrors.mirror(mirrors.world());
    let hasEnded = false;
    void follower.run().then(() => {
      hasEnded = true;
    });
    follower.stop();
    await clock.pass(1000);
    expect(hasEnded).toBe(true);
  });
});
