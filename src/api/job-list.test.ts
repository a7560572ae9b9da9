import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, JobList, ListChange } from '../../contract/job.ts';
import { defaultView } from '../lib/list-view.ts';
import { finished, listOf, waiting } from '../testing/fixtures.ts';
import {
  changeList,
  holdRows,
  jobList,
  listedJob,
  listStreamPath,
  showLatest,
  takeListEvent,
} from './job-list.ts';

const a: Job = { ...waiting, id: 'a' };
const b: Job = { ...finished, id: 'b' };
const c: Job = { ...waiting, id: 'c' };
const ids = ({ jobs }: JobList) => jobs.map(({ id }) => id);

/** A reply of version `epoch.n` whose rows have the order of another version. */
function reply(version: string, order: string, ...jobs: Job[]): JobList {
  const anchor = { version: order, total: jobs.length, arrived: 0 };
  return { ...listOf(...jobs), version, anchor };
}

const change: ListChange = {
  version: 'e.2',
  asOf: '2026-05-20T10:05:00Z',
  stale: null,
  total: 3,
  counts: listOf(a).counts,
  late: listOf().late,
  coverage: listOf().coverage,
  changed: [],
  arrived: 0,
  gone: [],
};

describe('rows of a reply', () => {
  it('are those of the proxy in the order that it has kept', () => {
    const next = reply('e.2', 'e.1', b);
    expect(holdRows(reply('e.1', 'e.1', a, b), next)).toBe(next);
  });

  it('stay where they are when the proxy has another order, and are brought up to date', () => {
    const shown = reply('e.9', 'e.9', a, b);
    const held = holdRows(shown, reply('f.1', 'f.1', c, b, { ...a, state: 'PROCESSING' }));
    expect(ids(held)).toEqual(['a', 'b']);
    expect(held.jobs[0]?.state).toBe('PROCESSING');
    // The old order is asked for again, so that the rows stay until someone wants the new one.
    expect(held.anchor).toEqual({ version: 'e.9', total: 3, arrived: 1 });
  });

  it('follow the new order when it is the one that is shown', () => {
    const next = reply('f.1', 'f.1', a, { ...b, name: 'renamed' });
    expect(holdRows(reply('e.9', 'e.9', a, b), next)).toBe(next);
  });

  it('stay where they are in a list that MetaStudio answers', () => {
    const direct = (...jobs: Job[]): JobList => ({
      ...listOf(...jobs),
      source: 'metastudio',
      anchor: null,
    });
    const held = holdRows(direct(a), direct(c, a));
    expect(ids(held)).toEqual(['a']);
    expect(held.anchor?.arrived).toBe(1);
  });

  it('are not those of another order, also where the same jobs are shown', () => {
    const shown = reply('e.9', 'e.9', a, b, c);
    expect(ids(holdRows(shown, reply('f.1', 'f.1', a, c, b)))).toEqual(['a', 'b', 'c']);
    expect(ids(holdRows(shown, reply('f.1', 'f.1', a, b)))).toEqual(['a', 'b', 'c']);
  });

  it('are not those of an older version', () => {
    const shown = reply('e.10', 'e.1', a);
    expect(holdRows(shown, reply('e.9', 'e.1', { ...a, state: 'WAITING' }))).toBe(shown);
  });
});

describe('a change', () => {
  it('changes rows in place, keeps the others as they are and counts arrivals', () => {
    const list = reply('e.1', 'e.1', a, b);
    const next = changeList(list, {
      ...change,
      changed: [{ ...a, state: 'PROCESSING' }, c],
      arrived: 2,
    });
    expect(ids(next)).toEqual(['a', 'b']);
    expect(next.jobs[0]?.state).toBe('PROCESSING');
    expect(next.jobs[1]).toBe(b);
    expect(next).toMatchObject({
      version: 'e.2',
      total: 3,
      anchor: { version: 'e.1', arrived: 2 },
    });
  });

  it('takes away the rows of jobs that do not exist any more', () => {
    expect(ids(changeList(reply('e.1', 'e.1', a, b), { ...change, gone: ['a'] }))).toEqual(['b']);
  });
});

describe('questions', () => {
  let client: QueryClient;
  let asked: URLSearchParams[];
  let answer: JobList;

  beforeEach(() => {
    client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    asked = [];
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(new URLSearchParams(path.split('?')[1]));
      return Response.json(answer);
    });
  });

  afterEach(() => vi.unstubAllGlobals());

  const ask = (page: number) =>
    client.fetchQuery({ ...jobList({ ...defaultView, page }), staleTime: 0 });

  it('begin a walk in the present order, and follow it on every page', async () => {
    answer = { ...reply('e.1', 'e.1', a), range: { since: '2026-05-01T00:00:00Z', until: null } };
    await ask(1);
    expect(asked[0]?.get('at')).toBe(null);
    await ask(2);
    await ask(1);
    for (const query of asked.slice(1)) {
      expect(query.get('at')).toBe('e.1');
      // The range is that of the first page, also when an hour has begun since.
      expect(query.get('since')).toBe('2026-05-01T00:00:00Z');
    }
  });

  it('begin another walk for another view', async () => {
    answer = reply('e.1', 'e.1', a);
    await ask(1);
    await client.fetchQuery(jobList({ ...defaultView, states: ['FAILED'] }));
    expect(asked[1]?.get('at')).toBe(null);
  });

  it('begin another walk when the latest jobs are wanted', async () => {
    answer = reply('e.1', 'e.1', a);
    const leave = new QueryObserver(client, jobList(defaultView)).subscribe(() => undefined);
    await expect.poll(() => client.getQueryData(jobList(defaultView).queryKey)).toBeDefined();
    answer = reply('e.5', 'e.5', c, a);
    await showLatest(client, defaultView);
    expect(asked[1]?.get('at')).toBe(null);
    const shown = client.getQueryData<JobList>(jobList(defaultView).queryKey);
    expect(shown && ids(shown)).toEqual(['c', 'a']);
    await ask(2);
    expect(asked[2]?.get('at')).toBe('e.5');
    leave();
  });

  it('follow the page that was shown last', async () => {
    vi.useFakeTimers();
    answer = reply('e.1', 'e.1', a);
    await ask(1);
    await vi.advanceTimersByTimeAsync(5);
    client.setQueryData(jobList({ ...defaultView, page: 2 }).queryKey, reply('e.7', 'e.7', b));
    await vi.advanceTimersByTimeAsync(5);
    await ask(3);
    expect(asked[1]?.get('at')).toBe('e.7');
    vi.useRealTimers();
  });

  it('begin a walk after a page that MetaStudio answered', async () => {
    answer = { ...listOf(a), source: 'metastudio', anchor: null };
    await ask(1);
    await ask(2);
    expect(asked[1]?.get('at')).toBe(null);
  });
});

describe('the cache of lists', () => {
  let client: QueryClient;
  beforeEach(() => {
    client = new QueryClient();
  });
  const put = (page: number, list: JobList) =>
    client.setQueryData(jobList({ ...defaultView, page }).queryKey, list);
  const shown = () => client.getQueryData<JobList>(jobList(defaultView).queryKey);

  it('knows a job of any page, and of no other', () => {
    expect(listedJob(client, 'a')).toBeUndefined();
    put(1, reply('e.1', 'e.1', a));
    put(2, reply('e.1', 'e.1', b, c));
    expect(listedJob(client, 'c')).toEqual(c);
    expect(listedJob(client, 'd')).toBeUndefined();
    // Asked for, without a reply so far.
    void client.prefetchQuery({
      ...jobList({ ...defaultView, page: 3 }),
      queryFn: async () => listOf(b),
    });
    expect(listedJob(client, 'b')).toEqual(b);
  });

  it('tells the stream what the page has', () => {
    const query = () => new URL(listStreamPath(client, defaultView), 'http://x').searchParams;
    expect(listStreamPath(client, defaultView)).toMatch(/^\/api\/stream\?/);
    expect([query().get('have'), query().get('at')]).toEqual([null, null]);
    put(1, reply('e&1.4', 'e.1', a));
    expect([query().get('have'), query().get('at')]).toEqual(['e&1.4', 'e.1']);
  });

  it('takes a whole view from the stream, with the rows that are shown', () => {
    takeListEvent(client, defaultView, 'view', JSON.stringify(reply('e.1', 'e.1', a, b)));
    expect(shown()).toEqual(reply('e.1', 'e.1', a, b));
    takeListEvent(client, defaultView, 'view', JSON.stringify(reply('f.1', 'f.1', c, b, a)));
    expect(shown()?.jobs.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('takes a change from the stream, but not for a list that it does not have', () => {
    const renamed = JSON.stringify({ ...change, changed: [{ ...a, name: 'renamed' }] });
    takeListEvent(client, defaultView, 'change', renamed);
    expect(shown()).toBeUndefined();
    put(1, reply('e.1', 'e.1', a, b));
    takeListEvent(client, defaultView, null, renamed);
    expect(shown()?.jobs.map(({ name }) => name)).toEqual(['renamed', b.name]);
  });
});
