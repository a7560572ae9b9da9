import { describe, expect, it } from 'vitest';
import type { Fault, JobSpec, World } from '../../../simulator/simulator.ts';
import { startWorldMirrors } from '../../testing/world-mirror.ts';
import { KeysetWalk, seconds } from './keyset-walk.ts';

const mirrors = startWorldMirrors();

type Meanwhile = (world: World) => void;

/** Ids in the order in which a walk reads them, and the number of its calls. */
async function walk(records: JobSpec[], faults: Fault[] = [], meanwhile: Meanwhile = () => {}) {
  const world = mirrors.world({ records });
  const { reader } = mirrors.mirror(world);
  const all = world.jobIds();
  world.setFaults(faults);
  const steps = new KeysetWalk(reader, seconds(mirrors.clock.now() - 90 * 86_400_000));
  const ids: string[] = [];
  let unreadable = 0;
  for (let page = 0; !steps.isDone && page < 100; page++) {
    const read = steps.next();
    await mirrors.clock.pass(3000);
    const { jobs, unreadable: more } = await read;
    ids.push(...jobs.map(({ id }) => id));
    unreadable += more;
    meanwhile(world);
  }
  return { world, all, ids: new Set(ids), unreadable, calls: world.journal.length };
}

const inOneSecond = (count: number, createdSecondsAgo = 60): JobSpec[] =>
  Array.from({ length: count }, () => ({ createdSecondsAgo }));
const spread = (count: number): JobSpec[] =>
  Array.from({ length: count }, (_, i) => ({ createdSecondsAgo: 60 + 7 * i }));

describe('a walk through all jobs', () => {
  it.each([0, 1, 99, 100, 101, 200, 201, 350])(
    'reads each of %i jobs of as many seconds',
    async (count) => {
      const { all, ids, calls } = await walk(spread(count));
      expect(ids).toEqual(new Set(all));
      // The oldest job of a page is read again at the start of the next one.
      expect(calls).toBe(Math.max(1, Math.ceil((count - 1) / 99)));
    },
  );

  it.each([100, 101, 130, 200, 301, 420])('reads each of %i jobs of one second', async (count) => {
    const { all, ids } = await walk([...spread(40), ...inOneSecond(count, 200)]);
    expect(ids).toEqual(new Set(all));
    expect(ids.size).toBe(count + 40);
  });

  it('skips none while jobs arrive and vanish at its newer end', async () => {
    const { world, all, ids } = await walk(spread(350), [], (now) => {
      now.addJobs(inOneSecond(5, 0));
      now.removeJob(now.jobIds().at(-6) ?? '');
    });
    const kept = all.filter((id) => world.jobIds().includes(id));
    expect(kept.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('reads a page again that lacks entries', async () => {
    const { all, ids, unreadable, calls } = await walk(spread(150), [
      { kind: 'oddPage', how: 'short', entries: 10, times: 1 },
    ]);
    expect(ids).toEqual(new Set(all));
    expect([unreadable, calls]).toEqual([0, 3]);
  });

  it('goes on without entries that are missing three times, and counts them', async () => {
    const { ids, unreadable } = await walk(spread(150), [
      { kind: 'oddPage', how: 'gap', entries: 4, times: 3 },
    ]);
    expect([ids.size, unreadable]).toEqual([146, 4]);
  });

  it.each<[string, Fault]>([
    ['repeats entries', { kind: 'oddPage', how: 'repeated', entries: 3 }],
    ['overlaps the one before', { kind: 'oddPage', how: 'overlapping', entries: 3 }],
  ])('reads each job when a page %s', async (_, fault) => {
    const { all, ids } = await walk([...spread(130), ...inOneSecond(230, 300)], [fault]);
    const lost = all.filter((id) => !ids.has(id));
    expect(lost).toEqual([]);
  });

  it('counts entries that cannot be read', async () => {
    const { ids, unreadable } = await walk(spread(150), [
      { kind: 'oddPage', how: 'withoutId', entries: 2, times: 1 },
    ]);
    expect([ids.size, unreadable]).toEqual([148, 2]);
  });
});
