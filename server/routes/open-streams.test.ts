import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WorldSpec } from '../../simulator/simulator.ts';
import { LiveView } from '../mirror/live-view.ts';
import { EventReader } from '../testing/event-reader.ts';
import { startSimulation, waiting } from '../testing/simulation.ts';
import { nextChange, nextView, streamSetUp } from '../testing/streams.ts';

const simulation = startSimulation();
const setUp = (spec?: WorldSpec) => streamSetUp(simulation, spec);

afterEach(() => vi.restoreAllMocks());

describe('open streams', () => {
  it('are 2000 at most, also when all come at once; the next one may come later', async () => {
    const { proxy } = await setUp();
    simulation.clock.advance(60_000);
    const replies = await Promise.all(
      Array.from({ length: 2010 }, () => proxy.get('/api/stream?limit=1')),
    );
    const refused = replies.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.headers.get('retry-after')).toBe('5');
    expect((await proxy.get('/api/stream')).status).toBe(503);
    await replies.find(({ status }) => status === 200)?.body?.cancel();
    const next = await proxy.get('/api/stream');
    expect(next.status).toBe(200);
    await next.body?.cancel();
    await Promise.all(replies.map(({ body }) => body?.cancel()));
  });

  it('end with a time to come back at when the proxy is stopped, and no new one opens', async () => {
    const { proxy, open } = await setUp();
    const streams = await Promise.all(Array.from({ length: 20 }, () => open()));
    await Promise.all(streams.map(nextView));
    proxy.drain();
    const ends = await Promise.all(streams.map((events) => events.next()));
    const times = ends.map((end) => Number(end?.retry));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...times)).toBeLessThanOrEqual(8000);
    expect(new Set(times).size).toBeGreaterThan(5);
    expect(await streams[0]?.next()).toBeNull();
    expect((await proxy.get('/api/stream')).status).toBe(503);
  });

  it('cut a reader that does not read', async () => {
    const records = Array.from({ length: 100 }, () => waiting);
    const { world, happen, proxy, ids } = await setUp({ records });
    const reply = await proxy.get('/api/stream?limit=100');
    const updates = vi.spyOn(LiveView.prototype, 'update');
    for (let round = 0; round < 30; round++) {
      const name = `${round} ${'long '.repeat(40)}`;
      await happen(() => {
        for (const id of ids) world.editJob(id, { name });
      });
    }
    const heard = updates.mock.calls.length;
    expect(heard).toBeGreaterThan(5);
    expect(heard).toBeLessThan(30);
    const events = new EventReader(reply);
    await expect(events.next()).rejects.toThrow('too slow');
  });

  it.each<[string, (proxy: Awaited<ReturnType<typeof setUp>>) => Promise<void>]>([
    ['a closed stream', async ({ open }) => await (await open()).close()],
    [
      'a stop of the proxy',
      async ({ proxy, open }) => {
        await nextView(await open());
        proxy.drain();
      },
    ],
    [
      'a stream that was refused at the last moment',
      async ({ proxy }) => {
        simulation.clock.advance(60_000);
        const late = proxy.get('/api/stream');
        proxy.drain();
        expect((await late).status).toBe(503);
      },
    ],
    [
      'a HEAD request',
      async ({ proxy }) => {
        const reply = await proxy.request('/api/stream', {
          method: 'HEAD',
          headers: { host: '127.0.0.1:8080' },
        });
        expect([reply.status, reply.body]).toEqual([200, null]);
      },
    ],
    [
      'a question that only MetaStudio can answer',
      async ({ proxy }) => {
        await proxy.get('/api/stream?scriptId=abc');
      },
    ],
  ])('leave nothing behind after %s', async (_, close) => {
    const made = await setUp();
    const { world, happen, ids } = made;
    await close(made);
    const updates = vi.spyOn(LiveView.prototype, 'update');
    await happen(() => world.editJob(ids[0] ?? '', { startInSeconds: 0 }));
    expect(updates).not.toHaveBeenCalled();
  });

  it('share the work of one view', async () => {
    const { world, happen, open, ids } = await setUp();
    const streams = await Promise.all(Array.from({ length: 50 }, () => open()));
    await Promise.all(streams.map(nextView));
    const updates = vi.spyOn(LiveView.prototype, 'update');
    await happen(() => world.editJob(ids[0] ?? '', { startInSeconds: 0 }));
    const changes = await Promise.all(streams.map(nextChange));
    expect(new Set(changes.map(({ version }) => version)).size).toBe(1);
    expect(updates).toHaveBeenCalledTimes(1);
  });
});
