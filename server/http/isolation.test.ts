import { describe, expect, it } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import type { PageRenderer } from '../../contract/page.ts';
import type { Problem } from '../../contract/problem.ts';
import type { Role, Session } from '../../contract/session.ts';
import { Random } from '../../simulator/lib/random.ts';
import { EventReader } from '../testing/event-reader.ts';
import { as, jobOf, peopleSetUp } from '../testing/people.ts';
import { json } from '../testing/proxy.ts';
import { startWorldMirrors } from '../testing/world-mirror.ts';
import { readDocument } from './page-document.ts';

const worlds = startWorldMirrors();
const { clock } = worlds;

const document = readDocument('<html><body><!--body--><!--data--></body></html>', '{}');
/** Writes all that a page is drawn from into it. */
const renderer: PageRenderer = {
  open: ({ path }) => ({
    key: path,
    language: 'en',
    scheme: null,
    shows:
      path === '/'
        ? { kind: 'list', query: '' }
        : { kind: 'job', id: path.slice('/jobs/'.length), type: null },
    modules: [],
    render: async (data) => ({ head: '', body: JSON.stringify(data), data: '' }),
  }),
};
const page = { page: { files: new Map(), document }, renderer };

const people = Array.from({ length: 10 }, (_, i) => `user-${i}`);

/** Ten people with five jobs each in two states, one job of no one, and people who see all. */
function crowd() {
  const records = people.flatMap((id) =>
    Array.from({ length: 5 }, (_, i) => jobOf(id, i < 2 ? { waitSeconds: null } : {})),
  );
  const all = peopleSetUp(worlds, [...records, jobOf(null)], page);
  const ids = all.world.jobIds();
  const names = new Map(all.world.trueJobs().map(({ jobId, name }) => [jobId, name]));
  const foreignTo = (id: string) => ids.filter((jobId) => names.get(jobId) !== `of ${id}`);
  return { ...all, ids, foreignTo };
}

const parts = ['', '?type=2d', '/raw', '/media', '/media?check=true', '/cancellations'] as const;
const queries = ['', '?state=WAITING', '?sort=name&dir=asc', '?q=of', '?limit=100', '?type=2d'];
const queriesUpstream = ['?since=2020-01-01T00:00:00Z', '?scriptId=script-1'];

describe('many people at one time', () => {
  it('are shown no job of another one, whatever they read', async () => {
    const { proxy, finished, ids, foreignTo } = crowd();
    const seed = 7;
    const random = new Random(seed);
    const pick = <T>(from: readonly T[]): T => {
      const one = from[Math.floor(random.next() * from.length)];
      if (one === undefined) throw new Error('There is nothing to pick.');
      return one;
    };
    const read = async (headers: Record<string, string>) => {
      const jobId = pick(ids);
      const paths = [
        () => `/api/jobs${pick(queries)}`,
        () => `/api/jobs${pick(queriesUpstream)}`,
        () => `/api/jobs?jobId=${jobId}`,
        () => `/api/jobs/${jobId}${pick(parts)}`,
        () => '/api/cancellations',
        () => '/',
        () => `/jobs/${jobId}`,
      ];
      const path = pick(paths)();
      return { path, text: await (await proxy.get(path, headers)).text() };
    };
    const watch = async (headers: Record<string, string>) => {
      const reply = await proxy.get(`/api/stream${pick(queries)}`, headers);
      const events = new EventReader(reply);
      const text = (await events.next())?.data ?? '';
      await events.close();
      return { path: '/api/stream', text };
    };
    let seen = 0;
    for (let turn = 0; turn < 20; turn++) {
      const replies = people.flatMap((id) => {
        const headers = as(id);
        return [read, read, read, watch].map(async (ask) => ({ id, ...(await ask(headers)) }));
      });
      // Those who see all, in between.
      const others = ['sam', 'mona'].map(async (id) => await read(as(id, 'support')));
      const all = await finished(Promise.all(replies));
      await finished(Promise.all(others));
      for (const { id, path, text } of all) {
        seen += Number(text.includes(`of ${id}`));
        const other = /of (user-\d|null)/.exec(text.replaceAll(`of ${id}`, ''));
        expect(other, `seed ${seed}, turn ${turn}: ${id} ${path}`).toBeNull();
        const foreign = foreignTo(id).find(
          (jobId) => text.includes(jobId) && !path.includes(jobId),
        );
        expect(foreign, `seed ${seed}, turn ${turn}: ${id} ${path}`).toBeUndefined();
      }
    }
    expect(seen).toBeGreaterThan(100);
    proxy.drain();
  });

  it('get one call for 500 same reads, each person their own', async () => {
    const { proxy, finished, world, foreignTo } = crowd();
    const [theirs = ''] = foreignTo('user-0');
    const own = world.jobIds().find((id) => !foreignTo('user-0').includes(id)) ?? '';
    await finished(proxy.get('/api/jobs', as('user-0')));
    await clock.pass(30_000);
    const mark = world.mark();
    const read = (id: string) => proxy.get(`/api/jobs/${id}?type=2d`, as('user-0'));
    const replies = await finished(Promise.all(Array.from({ length: 500 }, () => read(own))));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    const calls = () => world.callsSince(mark).filter(({ jobId }) => jobId === own);
    expect(calls()).toHaveLength(1);
    expect((await finished(read(theirs))).status).toBe(404);
    await finished(proxy.get(`/api/jobs/${own}?type=2d`, as('sam', 'support')));
    expect(calls()).toHaveLength(2);
    proxy.drain();
  });

  it('get nothing of a read that another one has given up', async () => {
    const { proxy, finished, world, foreignTo } = crowd();
    const own = world.jobIds().find((id) => !foreignTo('user-0').includes(id)) ?? '';
    for (let i = 0; i < 50; i++) {
      const leaving = new AbortController();
      const left = proxy.request(`/api/jobs/${own}`, {
        headers: as('user-0'),
        signal: leaving.signal,
      });
      const next = proxy.get(`/api/jobs/${own}`, as('user-1'));
      leaving.abort();
      const text = await (await finished(next)).text();
      expect(text).not.toContain('of user-0');
      await finished(left);
      await clock.pass(5000);
    }
    proxy.drain();
  });
});

describe('someone whose role changes', () => {
  it('from all jobs to their own is shown nothing of what they saw before', async () => {
    const { proxy, ask, world } = crowd();
    void proxy.services.mirrors.run();
    const manager = as('user-0', 'manager');
    const before = await ask('/api/jobs?limit=100', manager);
    expect((await json<JobList>(before)).total).toBe(51);
    const stream = new EventReader(await ask('/api/stream', manager));
    await stream.next();
    const etag = before.headers.get('etag') ?? '';
    const after = await ask('/api/jobs?limit=100', { ...as('user-0'), 'if-none-match': etag });
    expect(after.status).toBe(200);
    const list = await json<JobList>(after);
    expect(new Set(list.jobs.map(({ name }) => name))).toEqual(new Set(['of user-0']));
    expect(await (await ask('/', as('user-0'))).text()).not.toContain('of user-1');
    expect(await (await ask('/', manager)).text()).toContain('of user-1');
    // The stream of before ends instead of telling what happens to another one's job.
    await ask('/api/jobs', as('user-0'));
    const others = world.trueJobs().find(({ name }) => name === 'of user-1');
    world.editJob(others?.jobId ?? '', { name: 'changed' });
    const rest = stream.next();
    await clock.pass(30_000);
    expect(await rest).toBeNull();
    proxy.drain();
  });
});

describe('what a person sees', () => {
  it('is found by the scripts that they have opened, not by those that others have', async () => {
    const scenes = ['<speak>Spring <emphasis>sale</emphasis></speak>'];
    const mine = [jobOf('wang', { scenes }), jobOf('chen', { scenes })];
    const { ask, proxy, world } = peopleSetUp(worlds, mine);
    const found = async (headers: Record<string, string>) => {
      const { jobs } = await json<JobList>(await ask('/api/jobs?q=spring+sale', headers));
      return jobs.map(({ name }) => name);
    };
    const ofWang = world.trueJobs().find(({ name }) => name === 'of wang')?.jobId;
    const manager = as('mona', 'manager');
    for (const headers of [as('wang'), as('chen'), manager])
      expect(await found(headers)).toEqual([]);
    await ask(`/api/jobs/${ofWang}`, as('wang'));
    expect(await found(as('wang'))).toEqual(['of wang']);
    for (const headers of [as('chen'), manager]) expect(await found(headers)).toEqual([]);
    await ask(`/api/jobs/${ofWang}`, manager);
    expect(await found(manager)).toEqual(['of wang']);
    expect(await found(as('chen'))).toEqual([]);
    proxy.drain();
  });

  it.each<[Role, number, Session['sees']]>([
    ['viewer', 1, 'own'],
    ['producer', 1, 'own'],
    ['manager', 3, 'all'],
    ['support', 3, 'all'],
    ['admin', 3, 'all'],
  ])('as %s is %i jobs', async (role, total, sees) => {
    const { ask, proxy } = peopleSetUp(worlds, [jobOf('wang'), jobOf('chen'), jobOf(null)]);
    expect((await json<JobList>(await ask('/api/jobs', as('wang', role)))).total).toBe(total);
    const session = await json<Session>(await ask('/api/session', as('wang', role)));
    expect(session).toMatchObject({ sees });
    expect(session.user).toEqual({ id: 'wang', name: 'wang', role });
    proxy.drain();
  });

  it('is what their proxy says, whatever their browser sends', async () => {
    const { ask, proxy } = peopleSetUp(worlds, [jobOf('wang'), jobOf('chen')]);
    const headers = { ...as('wang'), 'x-app-userid': 'chen', 'x-app-user-id': 'chen' };
    const { jobs } = await json<JobList>(await ask('/api/jobs', headers));
    expect(jobs.map(({ name }) => name)).toEqual(['of wang']);
    expect((await ask('/api/jobs?appUserId=chen', headers)).status).toBe(400);
    proxy.drain();
  });

  it('is a problem where their login cannot be an app user', async () => {
    const { ask, proxy, world } = peopleSetUp(worlds, [jobOf(null)], page);
    for (const path of ['/api/jobs', '/api/stream', '/api/jobs/job-1', '/api/cancellations']) {
      const problem = await json<Problem>(await ask(path, as('wang|4711')));
      expect(problem).toMatchObject({ status: 403, code: 'no_app_user' });
    }
    expect((await ask('/api/session', as('wang|4711'))).status).toBe(200);
    expect((await ask('/', as('wang|4711'))).status).toBe(200);
    expect(world.journal).toHaveLength(0);
    proxy.drain();
  });
});
