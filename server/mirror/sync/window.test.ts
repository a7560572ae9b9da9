import { describe, expect, it } from 'vitest';
import { allJobs } from '../../testing/changing-mirror.ts';
import { startWorldMirrors } from '../../testing/world-mirror.ts';

const mirrors = startWorldMirrors();
const { clock } = mirrors;

/** Finished jobs, a minute apart. */
const done = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ createdSecondsAgo: 60 + i * 60 }));

/** A mirror of at most 400 jobs that has read what it can hold of a world of 1000. */
async function followTooMany() {
  const world = mirrors.world({ records: done(1000) });
  const made = mirrors.mirror(world, { maxJobs: 400 });
  void made.follower.run();
  await clock.pass(60_000);
  return { world, ...made };
}

/** Time of a coverage, in minutes before now. */
const minutesAgo = (time: string) => (clock.now() - Date.parse(time)) / 60_000;

describe('more jobs than fit into memory', () => {
  it('the newest are kept, and the coverage tells how far back they reach', async () => {
    const { mirror, follower, logged } = await followTooMany();
    expect(follower.coverage).toMatchObject({ complete: true, read: mirror.size });
    expect(mirror.size).toBeGreaterThanOrEqual(355);
    expect(mirror.size).toBeLessThanOrEqual(400);
    expect(minutesAgo(follower.coverage.since)).toBeCloseTo(mirror.size, -1);
    expect(logged.filter((line) => line.includes('"mirror_full"'))).toHaveLength(1);
    follower.stop();
  });

  it('the others are no longer read', async () => {
    const { world, follower } = await followTooMany();
    const stopLooking = follower.watch();
    const mark = world.mark();
    await clock.pass(600_000);
    const lists = world
      .callsSince(mark)
      .map(({ target }) => new URL(target, mirrors.url()).searchParams);
    const since = lists.map((query) => minutesAgo(query.get('create_since') ?? ''));
    expect(since.length).toBeGreaterThan(0);
    expect(Math.max(...since)).toBeLessThan(420);
    expect(follower.coverage.read).toBeLessThanOrEqual(400);
    stopLooking();
    follower.stop();
  });

  it('MetaStudio is asked about them', async () => {
    const { follower, lists } = await followTooMany();
    const ask = async (minutes: number) => {
      const answer = lists.answer({ ...allJobs, since: clock.now() - minutes * 60_000 });
      await clock.pass(1000);
      return (await answer).value;
    };
    expect(await ask(24 * 60)).toMatchObject({ source: 'metastudio', total: 1000 });
    expect(await ask(300)).toMatchObject({ source: 'mirror', total: 298 });
    follower.stop();
  });

  it('new ones take the place of the oldest', async () => {
    const { world, mirror, follower } = await followTooMany();
    const stopLooking = follower.watch();
    const newest: string[] = [];
    for (let i = 0; i < 60; i++) {
      newest.push(world.addJob({ createdSecondsAgo: 0 }).jobId);
      await clock.pass(10_000);
    }
    expect(newest.filter((id) => !mirror.get(id))).toEqual([]);
    expect(mirror.size).toBeLessThanOrEqual(400);
    expect(mirror.size).toBeGreaterThan(340);
    stopLooking();
    follower.stop();
  });
});
