import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JobList, ListChange } from '../../contract/job.ts';
import type { Problem } from '../../contract/problem.ts';
import type { JobSpec, WorldSpec } from '../../simulator/simulator.ts';
import { LiveView } from '../mirror/live-view.ts';
import { EventReader } from '../testing/event-reader.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

vi.setConfig({ testTimeout: 30_000 });

const simulation = startSimulation();
const waits: JobSpec = { waitSeconds: null, createdSecondsAgo: 60 };

afterEach(() => vi.restoreAllMocks());

/** A world with some jobs, and a proxy in front that has read them. */
async function setUp(spec: WorldSpec = { records: [waits, waits] }) {
  const world = simulation.world(spec);
  const proxy = simulation.proxy(world);
  const { follower } = proxy.services.mirrors.shared;
  await follower.readEverything();
  await follower.round();
  /** Something happens, and the proxy hears of it. */
  const happen = async (what: () => void) => {
    what();
    await follower.round();
  };
  const open = async (query = '', headers: Record<string, string> = {}) => {
    const reply = await proxy.get(`/api/stream${query}`, headers);
    expect(reply.status).toBe(200);
    return new EventReader(reply);
  };
  const list = async (query = '') => await json<JobList>(await proxy.get(`/api/jobs${query}`));
  return { world, proxy, happen, open, list, ids: world.jobIds() };
}

async function nextView(events: EventReader): Promise<JobList> {
  const event = await events.next();
  expect(event?.event).toBe('view');
  const view: JobList = JSON.parse(event?.data ?? '');
  expect(event?.id).toBe(view.version);
  return view;
}

async function nextChange(events: EventReader): Promise<ListChange> {
  const event = await events.next();
  expect(event?.event).toBeNull();
  const change: ListChange = JSON.parse(event?.data ?? '');
  expect(event?.id).toBe(change.version);
  return change;
}

describe('GET /api/stream', () => {
  it('begins with the view that the list has', async () => {
    const { open, list } = await setUp();
    const query = '?state=WAITING&limit=1';
    const view = await nextView(await open(query));
    expect(view).toEqual(await list(query));
    expect([view.jobs.length, view.total]).toEqual([1, 2]);
  });

  it('has headers that let events through at once', async () => {
    const { proxy } = await setUp();
    const reply = await proxy.get('/api/stream', { 'accept-encoding': 'gzip, br' });
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(reply.headers.has('content-encoding')).toBe(false);
    const reader = reply.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toBe(': beat\n\n');
  });

  it('tells what changed: rows, numbers, arrivals and jobs that are gone', async () => {
    const { world, happen, open, ids, list } = await setUp();
    const [first = ''] = ids;
    const events = await open();
    await nextView(events);
    await happen(() => world.editJob(first, { startInSeconds: 0 }));
    expect(await nextChange(events)).toMatchObject({
      changed: [{ id: first, state: 'PROCESSING' }],
      gone: [],
      arrived: 0,
      total: 2,
      counts: { WAITING: 1, PROCESSING: 1 },
    });
    await happen(() => world.addJob({ ...waits, createdSecondsAgo: 0 }));
    const arrival = await nextChange(events);
    expect(arrival).toMatchObject({ changed: [], arrived: 1, total: 3 });
    const { version, counts, coverage } = await list();
    expect(arrival).toMatchObject({ version, counts, coverage });
  });

  it('tells of a job that is gone', async () => {
    const { world, happen, open, ids, proxy } = await setUp();
    const [first = ''] = ids;
    const events = await open();
    await nextView(events);
    world.removeJob(first);
    simulation.clock.advance(20_000);
    for (let i = 0; i < 3; i++) await happen(() => undefined);
    expect(await nextChange(events)).toMatchObject({ gone: [first], changed: [], total: 1 });
    expect(proxy.services.mirrors.shared.follower.coverage.read).toBe(1);
  });

  it('is silent while nothing of its view changes', async () => {
    const { world, happen, open, ids } = await setUp({
      records: [waits, { ...waits, type: 'photo' }],
    });
    const [avatar = '', photo = ''] = ids;
    const events = await open('?type=2d');
    await nextView(events);
    for (let i = 0; i < 5; i++) await happen(() => undefined);
    await happen(() => world.editJob(photo, { startInSeconds: 0 }));
    await happen(() => world.editJob(avatar, { name: 'Renamed', startInSeconds: 0 }));
    const { changed } = await nextChange(events);
    expect(changed).toMatchObject([{ id: avatar, name: 'Renamed' }]);
  });

  it.each(['', 'nonsense', '00000000.1', 'x.-1', '.'])(
    'begins with the whole view for a page that has the version %j',
    async (have) => {
      const { open, list } = await setUp();
      const { anchor } = await list();
      await nextView(await open(`?have=${have}&at=${anchor?.version}`));
    },
  );

  it('begins with the whole view for a version of the future, or one of no known walk', async () => {
    const { open, list } = await setUp();
    const { version } = await list();
    const [epoch, number] = version.split('.');
    const future = `${epoch}.${Number(number) + 1}`;
    await nextView(await open(`?have=${future}&at=${version}`));
    await nextView(await open(`?have=${version}`));
    await nextView(await open(`?have=${version}&at=${future}`));
  });

  it('begins with what a page has missed', async () => {
    const { world, happen, open, list, ids } = await setUp({ records: [waits, waits, waits] });
    const [first = '', second = ''] = ids;
    const { version } = await list();
    await happen(() => world.editJob(first, { startInSeconds: 0 }));
    const { version: middle } = await list();
    await happen(() => world.editJob(second, { startInSeconds: 0 }));
    await happen(() => world.addJob({ ...waits, createdSecondsAgo: 0 }));
    const missed = await nextChange(await open(`?have=${version}&at=${version}`));
    expect(new Set(missed.changed.map(({ id }) => id))).toEqual(new Set([first, second]));
    expect(missed).toMatchObject({ arrived: 1, total: 4, counts: { PROCESSING: 2 } });
    // A browser that comes back by itself says so by a header, and repeats the address of the first time.
    const again = await open(`?have=${version}&at=${version}`, { 'last-event-id': middle });
    expect((await nextChange(again)).changed.map(({ id }) => id)).toEqual([second]);
  });

  it.each([
    ['state=DONE', 'state'],
    ['limit=101', 'limit'],
    ['sort=state', 'sort'],
    ['have=1&have=2', 'have'],
    ['since=yesterday', 'since'],
    ['colour=red', 'colour'],
  ])('rejects ?%s as the list does', async (query, field) => {
    const { proxy } = await setUp({});
    const reply = await proxy.get(`/api/stream?${query}`);
    expect(reply.status).toBe(400);
    expect(await json<Problem>(reply)).toMatchObject({ code: 'invalid_request', field });
  });

  it.each(['since=2019-01-01T00:00:00Z', 'scriptId=abc', 'jobId=unknown'])(
    'has no stream for ?%s, which only MetaStudio can answer',
    async (query) => {
      const { proxy } = await setUp({ records: [{ createdSecondsAgo: 200 * 86_400 }] });
      const reply = await proxy.get(`/api/stream?${query}`);
      expect([reply.status, await reply.text()]).toEqual([204, '']);
    },
  );

  it('says why when nothing could be read yet', async () => {
    const world = simulation.world({ faults: [{ kind: 'status', status: 503 }] });
    const reply = await simulation.proxy(world).get('/api/stream');
    expect(await json<Problem>(reply)).toMatchObject({ code: 'upstream_error' });
  });
});

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
    const records = Array.from({ length: 100 }, () => waits);
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
