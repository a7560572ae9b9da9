import { expect, it } from 'vitest';
import type { JobList } from '../../contract/job.ts';
import { json } from '../testing/proxy.ts';
import { startSimulation } from '../testing/simulation.ts';

const simulation = startSimulation();

/** The proxy's list when MetaStudio answers `body`. */
async function listOf(body: unknown, query = ''): Promise<JobList> {
  const fetch = async () => Response.json(body);
  const proxy = simulation.proxy(simulation.world(), { fetch });
  return await json<JobList>(await proxy.get(`/api/jobs${query}`));
}

const jobs = (...ids: unknown[]) => ids.map((job_id) => ({ job_id, state: 'WAITING' }));

it.each<[string, unknown, number[]]>([
  ['no job', { count: 0, jobs: [] }, [0, 0, 0]],
  ['neither count nor list', {}, [0, 0, 0]],
  ['null for both', { count: null, jobs: null }, [0, 0, 0]],
  ['two of two', { count: 2, jobs: jobs('a', 'b') }, [2, 2, 0]],
  ['a count as text', { count: '2', jobs: jobs('a', 'b') }, [2, 2, 0]],
  ['more than the page', { count: 90, jobs: jobs('a') }, [1, 1, 89]],
  ['a count that is too small', { count: 1, jobs: jobs('a', 'b', 'c') }, [3, 3, 0]],
  ['a count of 0', { count: 0, jobs: jobs('a') }, [1, 1, 0]],
  ['no count', { jobs: jobs('a') }, [1, 1, 0]],
  ['a negative count', { count: -5, jobs: jobs('a') }, [1, 1, 0]],
  ['a fraction', { count: 2.5, jobs: jobs('a') }, [1, 1, 0]],
  ['a huge count', { count: 1e300, jobs: jobs('a') }, [1, 1, 0]],
  ['a count beyond any offset', { count: 2_147_483_648, jobs: jobs('a') }, [1, 1, 0]],
  ['a job twice', { count: 2, jobs: jobs('a', 'a') }, [1, 1, 0]],
  ['a number as id', { count: 1, jobs: jobs(85987) }, [1, 1, 0]],
  [
    'an id that JSON has rounded',
    '{"count":1,"jobs":[{"job_id":12345678901234567890}]}',
    [0, 0, 1],
  ],
  ['an id that is no id', { count: 2, jobs: jobs('a', '../../x') }, [1, 1, 1]],
  ['entries that are no jobs', { count: 6, jobs: [...jobs('a', {}, null, ''), 'x', 7] }, [1, 1, 5]],
  ['unreadable entries and no count', { jobs: [null, ...jobs('a')] }, [1, 1, 1]],
  ['only unreadable entries', { count: 1, jobs: [{ state: 'WAITING' }] }, [0, 0, 1]],
  ['a count with an empty list', { count: 3, jobs: [] }, [0, 0, 3]],
  ['a count without a list', { count: 50, jobs: 'none' }, [0, 0, 50]],
])('tells total, rows and unreadable entries of a list with %s', async (_, body, expected) => {
  const reply = typeof body === 'string' ? JSON.parse(body) : body;
  const list = await listOf(reply);
  expect([list.total, list.jobs.length, list.coverage.unreadable]).toEqual(expected);
});

it.each<[string, unknown, number[]]>([
  ['behind the end', { count: 5, jobs: [] }, [5, 0, 0]],
  ['behind the end without a count', { jobs: [] }, [0, 0, 0]],
  ['with its rows', { count: 41, jobs: jobs('a') }, [41, 1, 0]],
  ['with a count that is too small', { count: 7, jobs: jobs('a') }, [41, 1, 0]],
  ['that is missing', { count: 43, jobs: [] }, [43, 0, 3]],
])('tells total, rows and unreadable entries of a later page %s', async (_, body, expected) => {
  const list = await listOf(body, '?scriptId=s1&offset=40');
  expect([list.total, list.jobs.length, list.coverage.unreadable]).toEqual(expected);
});

it('shows only the job that was asked for, and counts no other', async () => {
  const list = await listOf({ count: 240, jobs: jobs('x', 'a', 'y') }, '?jobId=a');
  expect(list).toMatchObject({ total: 1, jobs: [{ id: 'a' }], coverage: { unreadable: 0 } });
  const none = await listOf({ count: 240, jobs: jobs('x') }, '?jobId=a');
  expect(none).toMatchObject({ total: 0, jobs: [], coverage: { unreadable: 0 } });
});

it('shows at most as many rows as were asked for', async () => {
  const reply = { count: 3, jobs: jobs('a', 'b', 'c') };
  expect((await listOf(reply, '?limit=2')).jobs).toHaveLength(2);
  const list = await listOf(reply, '?scriptId=s1&limit=2');
  expect(list.jobs.map(({ id }) => id)).toEqual(['a', 'b']);
});

it('counts by state where an entry could not be read', async () => {
  const fetch = async (url: string) => {
    const state = new URL(url).searchParams.get('state');
    if (state === null) return Response.json({ count: 2, jobs: [...jobs('a'), null] });
    return Response.json({ count: state === 'FAILED' || state === 'WAITING' ? 1 : 0, jobs: [] });
  };
  const proxy = simulation.proxy(simulation.world(), { fetch });
  const { counts } = await json<JobList>(await proxy.get('/api/jobs?scriptId=s1'));
  expect(counts).toMatchObject({ WAITING: 1, FAILED: 1, SUCCEED: 0, UNKNOWN: 0 });
});
