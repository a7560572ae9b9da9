import { describe, expect, it } from 'vitest';
import type { JobSpec, World } from '../../../simulator/simulator.ts';
import type { SwitchChange } from '../../../simulator/world/switches.ts';
import { startWorldMirrors, type WorldMirror } from '../../testing/world-mirror.ts';

const mirrors = startWorldMirrors();
const { clock } = mirrors;

const waits: JobSpec = { waitSeconds: null, createdSecondsAgo: 60 };

/** A mirror that knows a world and goes on following it, because someone looks. */
async function setUp(records: JobSpec[], switches: SwitchChange = {}) {
  const world = mirrors.world({ records, switches });
  const made = mirrors.mirror(world);
  made.follower.watch();
  void made.follower.run();
  await clock.pass(5000);
  expect(made.follower.coverage.complete).toBe(true);
  const state = (id: string | undefined) => made.mirror.get(id ?? '')?.facts.job.state;
  return { ...made, world, state };
}

/** Calls of the list in a stretch of time, in words of their queries. */
async function queriesIn(world: World, ms: number): Promise<URLSearchParams[]> {
  const mark = world.mark();
  await clock.pass(ms);
  return world.callsSince(mark).map(({ target }) => new URLSearchParams(target.split('?')[1]));
}

const isSweep = (query: URLSearchParams) => query.has('state');
const isById = (query: URLSearchParams) => query.has('job_ids') || query.has('job_id');
const lies = ({ logged }: WorldMirror) => logged.some((line) => line.includes('update_time_lies'));

describe('changes', () => {
  it('of 250 jobs at one time are read to the last, page by page', async () => {
    const { world, mirror, follower } = await setUp(Array.from({ length: 300 }, () => waits));
    for (const id of world.jobIds().slice(0, 250)) world.editJob(id, { startInSeconds: 0 });
    await clock.pass(15_000);
    const started = [...mirror.entries()].filter(({ facts }) => facts.job.state === 'PROCESSING');
    expect(started).toHaveLength(250);
    follower.stop();
  });

  it('cost one call a round while there are few', async () => {
    const { world, follower } = await setUp([waits, ...Array.from({ length: 150 }, () => ({}))]);
    await clock.pass(30_000);
    const queries = await queriesIn(world, 60_000);
    expect(queries.filter((query) => query.get('offset') !== '0')).toEqual([]);
    expect(queries.length).toBeLessThanOrEqual(30);
    expect(queries.filter(isSweep).length).toBeLessThanOrEqual(3);
    follower.stop();
  });

  it('are found by the sweep when update_time does not move, and by every round from then on', async () => {
    const more = Array.from({ length: 120 }, () => ({ createdSecondsAgo: 30 }));
    const made = await setUp([waits, waits, waits, ...more], { updateTime: 'creation' });
    const { world, state, follower } = made;
    const [first, second] = world.jobIds();
    expect(lies(made)).toBe(false);
    world.editJob(first ?? '', { startInSeconds: 0 });
    await clock.pass(25_000);
    expect(state(first)).toBe('PROCESSING');
    expect(lies(made)).toBe(true);
    world.editJob(second ?? '', { cancelled: true });
    await clock.pass(8000);
    expect(state(second)).toBe('CANCELED');
    const queries = await queriesIn(world, 60_000);
    expect(queries.filter(isSweep).length).toBeGreaterThan(8);
    expect(queries.length).toBeLessThanOrEqual(30);
    follower.stop();
  });

  it('are told by update_time in the usual case: the sweep finds none that the next tail has not', async () => {
    const made = await setUp(Array.from({ length: 30 }, () => waits));
    const { world, follower } = made;
    for (const id of world.jobIds().slice(0, 20)) {
      world.editJob(id, { startInSeconds: 0 });
      await clock.pass(3700);
    }
    expect(lies(made)).toBe(false);
    follower.stop();
  });
});

describe('a job that is gone', () => {
  it('is missed by the sweep when it moved, and forgotten after two checks', async () => {
    const { world, mirror, follower } = await setUp([waits, waits]);
    const [gone = '', other = ''] = world.jobIds();
    world.removeJob(gone);
    const queries = await queriesIn(world, 30_000);
    expect(queries.filter(isById)).toHaveLength(2);
    expect([mirror.get(gone), mirror.get(other)?.id]).toEqual([undefined, other]);
    follower.stop();
  });

  it('is missed by the verification when it was finished', async () => {
    const records = Array.from({ length: 250 }, (_, i) => ({ createdSecondsAgo: 60 + i }));
    const { world, mirror, follower } = await setUp(records);
    const ids = world.jobIds();
    const gone = [ids[0], ids[120], ids[249]].map((id) => id ?? '');
    for (const id of gone) world.removeJob(id);
    await clock.pass(5 * 60_000);
    expect(gone.filter((id) => mirror.get(id))).toEqual([]);
    expect(mirror.size).toBe(247);
    follower.stop();
  });

  it('is missed by the verification when its time of creation is unknown', async () => {
    const odd = { overrides: { create_time: 7 } };
    const { world, mirror, follower } = await setUp([odd, {}]);
    const [gone = ''] = world.jobIds();
    expect(mirror.get(gone)?.facts.created).toBeNull();
    world.removeJob(gone);
    await clock.pass(3 * 60_000);
    expect(mirror.size).toBe(1);
    follower.stop();
  });

  it('is not taken for gone because one page lacks it', async () => {
    const { world, mirror, follower } = await setUp([waits, waits, {}, {}]);
    world.setFaults([{ kind: 'oddPage', how: 'gap', entries: 2 }]);
    await clock.pass(3 * 60_000);
    world.setFaults([{ kind: 'oddPage', how: 'notAnObject', entries: 2 }]);
    await clock.pass(3 * 60_000);
    expect(mirror.size).toBe(4);
    follower.stop();
  });
});

describe('the verification', () => {
  it('finds new names, and jobs that were missed', async () => {
    const records = Array.from({ length: 250 }, (_, i) => ({ createdSecondsAgo: 60 + i }));
    const { world, mirror, follower } = await setUp(records);
    const id = world.jobIds()[3] ?? '';
    world.editJob(id, { name: 'A new name' });
    const missed = world.addJob({ createdSecondsAgo: 5000 });
    await clock.pass(4 * 60_000);
    expect(mirror.get(id)?.facts.job.name).toBe('A new name');
    expect(mirror.get(missed.jobId)?.id).toBe(missed.jobId);
    follower.stop();
  });

  it('reads a page a minute, and counts what it cannot read', async () => {
    const { world, follower } = await setUp([{}, {}, { overrides: { job_id: '../x' } }]);
    await clock.pass(2 * 60_000);
    expect(follower.coverage).toMatchObject({ read: 2, total: 3, unreadable: 1 });
    const queries = await queriesIn(world, 10 * 60_000);
    const pages = queries.filter((query) => query.get('sort_key') === 'create_time');
    expect(pages.length).toBeGreaterThanOrEqual(9);
    expect(pages.length).toBeLessThanOrEqual(11);
    follower.stop();
  });
});

describe('jobs by their ids', () => {
  it.each([0, 1, 3, 7, null])(
    'are read although MetaStudio takes %j at once',
    async (maxJobIds) => {
      const { world, mirror, follower } = await setUp(
        Array.from({ length: 12 }, () => waits),
        {
          maxJobIds,
        },
      );
      const gone = world.jobIds().slice(0, 9);
      for (const id of gone) world.removeJob(id);
      await clock.pass(3 * 60_000);
      expect(mirror.size).toBe(3);
      follower.stop();
    },
  );

  it('prove nothing when MetaStudio ignores the filter', async () => {
    const { world, mirror, follower } = await setUp([waits, waits, waits]);
    const [id = ''] = world.jobIds();
    const other = mirrors.mirror(world, {
      fetch: (url, init) => mirrors.fetch(url.replace(/job_ids?=[^&]*&?/g, ''), init),
    });
    other.follower.watch();
    void other.follower.run();
    await clock.pass(5000);
    world.removeJob(id);
    await clock.pass(60_000);
    expect(other.mirror.get(id)?.id).toBe(id);
    expect(mirror.size).toBe(2);
    follower.stop();
    other.follower.stop();
  });
});
