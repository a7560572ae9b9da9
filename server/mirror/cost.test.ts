import { describe, expect, inject, it } from 'vitest';
import type { JobSpec } from '../../simulator/simulator.ts';
import { allJobs } from '../testing/changing-mirror.ts';
import { startWorldMirrors } from '../testing/world-mirror.ts';
import type { JobQuery } from './job-query.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Numbers of viewers that are tried (vitest.config.ts). */
    crowds: number[];
  }
}

const mirrors = startWorldMirrors();
const { clock } = mirrors;

const finished: JobSpec[] = Array.from({ length: 250 }, (_, i) => ({ createdSecondsAgo: 900 + i }));
const waits: JobSpec = { waitSeconds: null, createdSecondsAgo: 60 };

const filters: Partial<JobQuery>[] = [
  {},
  { states: ['WAITING'] },
  { states: ['SUCCEED'] },
  { type: 'photo' },
  { text: 'sale' },
  { late: true },
  { sort: 'name', dir: 'asc' },
  { sort: 'waited' },
  { offset: 40 },
  { states: ['FAILED', 'BLOCK'], limit: 100 },
];

type Looking = { viewers: number; filters: number; moving: boolean; by: 'streams' | 'polling' };

/** Calls of MetaStudio while people look: in three minutes, after the first one, by the minute. */
async function callsAMinute({ viewers, filters: count, moving, by }: Looking): Promise<number> {
  const world = mirrors.world({ records: [...finished, ...(moving ? [waits, waits] : [])] });
  const { follower, lists } = mirrors.mirror(world);
  void follower.run();
  await clock.pass(20_000);
  const queries = Array.from({ length: viewers }, (_, i) => ({
    ...allJobs,
    ...filters[i % count],
  }));
  if (by === 'streams') for (const query of queries) void lists.watch(query, null, () => {});
  let mark = 0;
  for (let second = 0; second < 240; second += 5) {
    if (second === 60) mark = world.mark();
    if (moving) world.editJob(world.jobIds().at(-1) ?? '', { name: `Name ${second}` });
    if (moving && second % 30 === 0) world.addJob({ ...waits, createdSecondsAgo: 0 });
    if (by === 'polling') for (const query of queries) void lists.answer(query);
    await clock.pass(5000);
  }
  follower.stop();
  return world.callsSince(mark).length / 3;
}

/** The most of these times, in ms, that lie within one minute. */
function mostInAMinute(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length),
  );
}

const crowds = inject('crowds').flatMap((viewers) =>
  // One viewer has one filter.
  (viewers === 1 ? [1] : [1, 10]).flatMap((count) =>
    (['streams', 'polling'] as const).map((by) => ({ viewers, filters: count, by })),
  ),
);

describe('calls a minute', () => {
  it.each(crowds)(
    'are 30 at most for $viewers viewers with $filters filters by $by',
    async (crowd) => {
      const calls = await callsAMinute({ ...crowd, moving: true });
      expect(calls).toBeLessThanOrEqual(30);
      expect(calls).toBeGreaterThan(15);
    },
  );

  it.each(crowds.filter(({ viewers }) => viewers !== 10))(
    'are 7 at most while nothing moves, for $viewers viewers with $filters filters by $by',
    async (crowd) => {
      expect(await callsAMinute({ ...crowd, moving: false })).toBeLessThanOrEqual(7);
    },
  );

  it.each([
    { moving: 700, changes: 'a few', step: 50 },
    { moving: 2200, changes: 'a few', step: 200 },
    { moving: 2200, changes: 'all', step: 1 },
  ])(
    'are 30 at most in any minute while $changes of $moving jobs change without a new update_time',
    async ({ moving, step }) => {
      const records = Array.from({ length: moving }, () => waits);
      const world = mirrors.world({ records, switches: { updateTime: 'creation' } });
      const { follower, mirror, fetched } = mirrors.mirror(world);
      follower.watch();
      void follower.run();
      await clock.pass(60_000);
      const from = clock.now();
      for (let minute = 0; minute < 4; minute++) {
        const ids = world.jobIds().filter((_, i) => (i + minute) % step === 0);
        for (const id of ids) world.editJob(id, { name: `Name ${minute}` });
        world.editJob(ids[0] ?? '', { startInSeconds: 0 });
        await clock.pass(60_000);
      }
      expect(mostInAMinute(fetched.filter((at) => at >= from))).toBeLessThanOrEqual(30);
      expect(mirror.size).toBe(moving);
      follower.stop();
    },
  );

  it('are none while no one looks, although jobs move', async () => {
    const calls = await callsAMinute({ viewers: 0, filters: 1, moving: true, by: 'streams' });
    expect(calls).toBe(0);
  });

  it('are none again once all streams are closed', async () => {
    const world = mirrors.world({ records: [...finished, waits] });
    const { follower, lists } = mirrors.mirror(world);
    void follower.run();
    await clock.pass(20_000);
    const queries = filters.map((filter) => ({ ...allJobs, ...filter }));
    const leave = await Promise.all(queries.map((query) => lists.watch(query, null, () => {})));
    await clock.pass(20_000);
    for (const close of leave) close?.();
    await clock.pass(20_000);
    const mark = world.mark();
    await clock.pass(3_600_000);
    expect(world.callsSince(mark)).toEqual([]);
    follower.stop();
  });
});
