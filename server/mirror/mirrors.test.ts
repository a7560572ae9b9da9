import { describe, expect, it } from 'vitest';
import type { JobSpec } from '../../simulator/simulator.ts';
import { allJobs } from '../testing/changing-mirror.ts';
import { startProxy } from '../testing/proxy.ts';
import { startWorldMirrors } from '../testing/world-mirror.ts';
import { idleMirrorMs, Mirrors } from './mirrors.ts';

const worlds = startWorldMirrors();
const { clock } = worlds;

const jobOf = (appUserId: string | null): JobSpec => ({
  name: `of ${appUserId}`,
  appUserId,
  waitSeconds: null,
  createdSecondsAgo: 60,
});

/** Mirrors of a world in which a and b have a job each, and one is no one's. */
function setUp(max?: number) {
  const world = worlds.world({ records: [jobOf('a'), jobOf('b'), jobOf(null)] });
  const proxy = startProxy({ url: worlds.url(), world, clock, fetch: worlds.fetch });
  const made = proxy.services.mirrors;
  const create = (appUser: string | null) => {
    // The product makes a new one each time: none that was dropped here may come back.
    made.dropIdle();
    return made.unfollowed(appUser);
  };
  const mirrors = new Mirrors({ create, clock, ...(max === undefined ? {} : { max }) });
  const namesOf = async (appUser: string | null) => {
    const answer = mirrors.of(appUser).lists.answer(allJobs);
    await clock.pass(2000);
    return new Set((await answer).value.jobs.map(({ name }) => name));
  };
  return { world, mirrors, namesOf };
}

describe('mirrors', () => {
  it('hold the jobs of one app user each, and one holds all', async () => {
    const { world, mirrors, namesOf } = setUp();
    expect(await namesOf('a')).toEqual(new Set(['of a']));
    expect(await namesOf('b')).toEqual(new Set(['of b']));
    expect(await namesOf(null)).toEqual(new Set(['of a', 'of b', 'of null']));
    const ofA = world.trueJobs().find(({ name }) => name === 'of a')?.jobId ?? '';
    const states = ['a', 'b', null].map((one) => mirrors.lastReading(one, ofA)?.state);
    expect(states).toEqual(['WAITING', undefined, 'WAITING']);
    const sent = new Set(world.journal.map(({ headers }) => new Map(headers).get('x-app-userid')));
    expect(sent).toEqual(new Set(['a', 'b', undefined]));
    mirrors.stop();
  });

  it('read a job again that another process has seen change, where someone looks', async () => {
    const { world, mirrors, namesOf } = setUp();
    await namesOf('a');
    await namesOf('b');
    await clock.pass(60_000);
    const leave = await mirrors.of('a').lists.watch(allJobs, null, () => undefined);
    const ofA = world.trueJobs().find(({ name }) => name === 'of a')?.jobId ?? '';
    const ofB = world.trueJobs().find(({ name }) => name === 'of b')?.jobId ?? '';
    world.editJob(ofA, { cancelled: true });
    world.editJob(ofB, { cancelled: true });
    for (const id of [ofA, ofB]) mirrors.refresh(id);
    await clock.pass(500);
    expect(mirrors.lastReading('a', ofA)?.state).toBe('CANCELED');
    expect(mirrors.lastReading('b', ofB)?.state).toBe('WAITING');
    leave?.();
    mirrors.stop();
  });

  it('are dropped when no one has looked for a while, and begin anew', async () => {
    const { world, mirrors, namesOf } = setUp();
    await namesOf('a');
    const { epoch } = mirrors.of('a').mirror;
    void mirrors.run();
    const leave = mirrors.of('b').lists.watch(allJobs, null, () => undefined);
    await clock.pass(idleMirrorMs + 60_000);
    expect(mirrors.size).toBe(1);
    (await leave)?.();
    await clock.pass(idleMirrorMs + 120_000);
    expect(mirrors.size).toBe(0);
    const mark = world.mark();
    await clock.pass(60_000);
    expect(world.callsSince(mark)).toHaveLength(0);
    expect(await namesOf('a')).toEqual(new Set(['of a']));
    expect(mirrors.of('a').mirror.epoch).not.toBe(epoch);
    mirrors.stop();
  });

  it('make room for another one, but not at the cost of those that someone looks at', async () => {
    const { mirrors, namesOf } = setUp(2);
    const leave = mirrors.of('a').lists.watch(allJobs, null, () => undefined);
    await namesOf('b');
    await clock.pass(20_000);
    await namesOf('c');
    expect(mirrors.size).toBe(2);
    expect(() => mirrors.of('d')).toThrow(expect.objectContaining({ code: 'busy' }));
    (await leave)?.();
    await clock.pass(20_000);
    expect(await namesOf('d')).toEqual(new Set());
    mirrors.stop();
  });

  it('are not followed because of a cancel', async () => {
    const { world, mirrors } = setUp();
    mirrors.unfollowed('a');
    await clock.pass(20_000);
    expect(world.journal).toHaveLength(0);
    mirrors.stop();
  });

  it('share what may be read, however many they are', async () => {
    const { world, mirrors } = setUp();
    for (let i = 0; i < 100; i++) {
      const { lists } = mirrors.of(`user-${i}`);
      void lists.watch(allJobs, null, () => undefined);
      await clock.pass(1000);
    }
    await clock.pass(60_000);
    const mark = world.mark();
    await clock.pass(180_000);
    // A third of the reads that are not kept for cancels: 3.3 a second.
    expect(world.callsSince(mark).length / 180).toBeLessThanOrEqual(3.3);
    for (let i = 0; i < 100; i++) {
      expect(mirrors.of(`user-${i}`).follower.status.stale).toBeNull();
    }
    mirrors.stop();
  });
});
