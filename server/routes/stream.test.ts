import { describe, expect, it } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import type { WorldSpec } from '../../simulator/simulator.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation, waiting } from '../testing/simulation.ts';
import { nextChange, nextView, streamSetUp } from '../testing/streams.ts';

const simulation = startSimulation();
const setUp = (spec?: WorldSpec) => streamSetUp(simulation, spec);

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
    await happen(() => world.addJob({ ...waiting, createdSecondsAgo: 0 }));
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
      records: [waiting, { ...waiting, type: 'photo' }],
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
    const { world, happen, open, list, ids } = await setUp({
      records: [waiting, waiting, waiting],
    });
    const [first = '', second = ''] = ids;
    const { version } = await list();
    await happen(() => world.editJob(first, { startInSeconds: 0 }));
    const { version: middle } = await list();
    await happen(() => world.editJob(second, { startInSeconds: 0 }));
    await happen(() => world.addJob({ ...waiting, createdSecondsAgo: 0 }));
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
