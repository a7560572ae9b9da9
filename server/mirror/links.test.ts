import { describe, expect, it } from 'vitest';
import { allJobs } from '../testing/changing-mirror.ts';
import { sampleJob } from '../testing/sample-job.ts';
import { startWorldMirrors } from '../testing/world-mirror.ts';
import { endingSoon } from './links.ts';

const mirrors = startWorldMirrors();
const { clock } = mirrors;
const minute = 60_000;

describe('a link ends soon', () => {
  const now = Date.UTC(2026, 0, 15, 8);
  it.each<[string, number | null, number | null, boolean]>([
    ['has 10 min of a day left', 10 * minute, 23 * 60 * minute, false],
    ['has less than 10 min of a day left', 10 * minute - 1, 23 * 60 * minute, true],
    ['is over', -minute, 23 * 60 * minute, true],
    ['has a fifth of 10 min left', 2 * minute, 8 * minute, false],
    ['has less than a fifth of 10 min left', 2 * minute - 1, 8 * minute, true],
    ['was read at an unknown time and has 9 min left', 9 * minute, null, true],
    ['has no end', null, 0, false],
  ])('when it %s: %s of life, read %s ago', (_, left, readAgo, isEnding) => {
    const expiresAt = left === null ? null : new Date(now + left).toISOString();
    const job = sampleJob({ cover: { url: 'https://media.example/a', expiresAt } });
    const readAt = readAgo === null ? null : now - readAgo;
    expect(endingSoon([job], () => readAt, now)).toEqual(isEnding ? [job.id] : []);
  });

  it('never without a picture', () => {
    expect(endingSoon([sampleJob()], () => 0, now)).toEqual([]);
  });
});

/** The oldest jobs of a tenant: none of them is among those that changed last. */
const oldest = { ...allJobs, dir: 'asc', limit: 5 } as const;

/** A mirror whose links, of an hour, have eight minutes left. */
async function setUp() {
  const records = Array.from({ length: 150 }, (_, i) => ({ createdSecondsAgo: 9000 + i }));
  const world = mirrors.world({ records, urlTtlSeconds: 3600 });
  const made = mirrors.mirror(world);
  void made.follower.run();
  await clock.pass(52 * minute);
  expect(made.follower.coverage.complete).toBe(true);
  const mark = world.mark();
  const byId = () => world.callsSince(mark).filter(({ target }) => target.includes('job_id'));
  return { ...made, world, byId };
}

describe('an answer', () => {
  it('renews links of less than ten minutes, once for all who ask', async () => {
    const { lists, follower, byId } = await setUp();
    const asked = Array.from({ length: 50 }, () => lists.answer({ ...oldest }));
    await clock.pass(1000);
    for (const { value } of await Promise.all(asked)) {
      for (const { cover } of value.jobs) {
        const left = Date.parse(cover?.expiresAt ?? '') - clock.now();
        expect(left).toBeGreaterThan(10 * minute);
      }
    }
    expect(byId()).toHaveLength(1);
    follower.stop();
  });

  it('does not wait for links longer than half a second', async () => {
    const { lists, follower, world } = await setUp();
    void follower.look(0);
    await clock.pass(5000);
    world.setFaults([{ kind: 'delay', ms: 4000 }]);
    const before = clock.now();
    let waited = 0;
    const answer = lists.answer(oldest).then((reply) => {
      waited = clock.now() - before;
      return reply;
    });
    await clock.pass(2000);
    expect((await answer).value.jobs).toHaveLength(5);
    expect(waited).toBe(500);
    follower.stop();
  });

  it('does not ask for links all the time while MetaStudio fails', async () => {
    const { lists, follower, world, byId } = await setUp();
    void follower.look(0);
    await clock.pass(5000);
    world.setFaults([{ kind: 'status', status: 500 }]);
    for (let i = 0; i < 60; i++) {
      const answer = lists.answer({ ...oldest });
      await clock.pass(1000);
      expect((await answer).value.jobs).toHaveLength(5);
    }
    // Three attempts each, until retries are used up, and a pause in between.
    expect(byId().length).toBeLessThanOrEqual(15);
    follower.stop();
  });
});
