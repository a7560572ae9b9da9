import { describe, expect, it } from 'vitest';
import type { JobSpec } from '../../simulator/simulator.ts';
import { startProxy } from '../testing/proxy.ts';
import { startWorldMirrors } from '../testing/world-mirror.ts';

const mirrors = startWorldMirrors();
const { clock } = mirrors;

const waits: JobSpec = { waitSeconds: null, createdSecondsAgo: 60 };
const finished = (count: number): JobSpec[] =>
  Array.from({ length: count }, (_, i) => ({ createdSecondsAgo: 900 + i }));

type Timed = { status: number; ms: number };

/** A proxy that has read its world, on the clock that the test lets pass. */
async function setUp(records: JobSpec[]) {
  const world = mirrors.world({ records });
  const proxy = startProxy({ url: mirrors.url(), world, clock, fetch: mirrors.fetch });
  void proxy.services.mirrors.shared.follower.run();
  await clock.pass(20_000);
  const timed = async (reply: Promise<Response>): Promise<Timed> => {
    const before = clock.now();
    const { status } = await reply;
    return { status, ms: clock.now() - before };
  };
  return { world, proxy, timed, ids: world.jobIds() };
}

/** The longest time that a reply took, in ms. */
const longest = (replies: readonly Timed[]) => Math.max(...replies.map(({ ms }) => ms));

describe('under load', () => {
  it('481 jobs and the list at one time: the list comes at once, and no one waits for long', async () => {
    const { proxy, timed, ids, world } = await setUp([...finished(480), waits]);
    clock.correct(60_000);
    const mark = world.mark();
    const details = Promise.all(ids.map((id) => timed(proxy.get(`/api/jobs/${id}?type=2d`))));
    const lists = Promise.all(
      Array.from({ length: 50 }, (_, i) => timed(proxy.get(`/api/jobs?offset=${i}`))),
    );
    await clock.pass(13_000);
    expect((await lists).map(({ status }) => status)).toEqual(
      Array.from({ length: 50 }, () => 200),
    );
    expect(longest(await lists)).toBeLessThanOrEqual(300);
    expect(new Set((await details).map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect(longest(await details)).toBeLessThanOrEqual(5000);
    // Those that were refused have cost no call.
    expect(world.callsSince(mark).length).toBeLessThan(60);
    proxy.drain();
  });

  it('a job that was read before comes within a second, however slow MetaStudio is', async () => {
    const { proxy, timed, ids, world } = await setUp(finished(5));
    const all = () => Promise.all(ids.map((id) => timed(proxy.get(`/api/jobs/${id}?type=2d`))));
    const first = all();
    await clock.pass(10_000);
    await first;
    world.setFaults([{ kind: 'delay', ms: 9000 }]);
    const again = all();
    await clock.pass(10_000);
    for (const { status, ms } of await again) {
      expect([status, ms <= 1000]).toEqual([200, true]);
    }
    proxy.drain();
  });

  it('a cancel is sent while lists and jobs wait', async () => {
    const { proxy, timed, ids, world } = await setUp([...finished(200), waits]);
    const waiting = ids.at(-1) ?? '';
    const busy = ids.map((id) => timed(proxy.get(`/api/jobs/${id}?type=2d`)));
    await clock.pass(100);
    const cancel = timed(proxy.post(`/api/jobs/${waiting}/cancel`, { type: '2d' }));
    await clock.pass(1000);
    expect(world.trueState(waiting)).toBe('CANCELED');
    await clock.pass(15_000);
    expect(await cancel).toMatchObject({ status: 200 });
    await Promise.all(busy);
    proxy.drain();
  });

  it.each([
    ['a job', (id: string) => `/api/jobs/${id}?type=2d`],
    ['a list', (id: string) => `/api/jobs?scriptId=${id}`],
  ])('no call is made for %s that no one waits for any more', async (_, pathOf) => {
    const { proxy, ids, world } = await setUp(finished(12));
    const gone = new AbortController();
    const headers = { host: '127.0.0.1:8080' };
    const mark = world.mark();
    const replies = ids.map((id) =>
      proxy.request(pathOf(id), { headers, signal: gone.signal }).then(
        () => undefined,
        () => undefined,
      ),
    );
    await clock.settle();
    const begun = world.callsSince(mark).length;
    expect(begun).toBeLessThan(6);
    gone.abort();
    await clock.pass(15_000);
    expect(world.callsSince(mark)).toHaveLength(begun);
    await Promise.all(replies);
    proxy.drain();
  });

  it('a read goes on for those who still wait', async () => {
    const { proxy, ids, world } = await setUp(finished(1));
    const [id = ''] = ids;
    const gone = new AbortController();
    const headers = { host: '127.0.0.1:8080' };
    world.setFaults([{ kind: 'delay', ms: 500 }]);
    const path = `/api/jobs/${id}?type=2d`;
    void proxy.request(path, { headers, signal: gone.signal }).catch(() => undefined);
    const patient = proxy.request(path, { headers });
    await clock.settle();
    gone.abort();
    await clock.pass(3000);
    expect((await patient).status).toBe(200);
    proxy.drain();
  });
});
