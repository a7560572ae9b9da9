import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ListDigitalHumanVideoReply } from '../../wire/job.ts';
import { seededJobs } from '../fiction/seeded-jobs.ts';
import { factsAt, type JobRecord } from '../jobs/record.ts';
import { type JobFilter, type JobOrder, JobTable } from '../jobs/table.ts';
import { Random } from '../lib/random.ts';
import { type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from '../testing/signed-client.ts';

const now = Date.UTC(2026, 5, 15, 8, 0, 0);
const day = 86_400_000;

/** The list in its simplest form, without regard to speed. */
function naive(records: JobRecord[], filter: JobFilter, order: JobOrder, at: number) {
  const matching = records
    .map((record) => ({ record, facts: factsAt(record, at) }))
    .filter(({ record, facts }) => {
      const { name } = filter;
      const named = name?.fuzzy
        ? record.name.toLowerCase().includes(name.text.toLowerCase())
        : name === null || record.name === name.text;
      return (
        record.createdAt >= filter.since &&
        record.createdAt <= filter.until &&
        (filter.states === null || filter.states.has(facts.state)) &&
        (filter.type === null || record.type === filter.type) &&
        (filter.scriptId === null || record.scriptId === filter.scriptId) &&
        (filter.jobIds === null || filter.jobIds.has(record.jobId)) &&
        named
      );
    });
  const key = (entry: (typeof matching)[number]) =>
    order.key === 'update_time' ? entry.facts.updatedAt : entry.record.createdAt;
  const isDescending = order.descending || order.key === 'asset_order';
  return matching
    .sort((a, b) => key(a) - key(b) || a.record.serial - b.record.serial)
    .map(({ record }) => record.jobId)
    [isDescending ? 'toReversed' : 'slice']();
}

describe('the table against a naive list', () => {
  const records = seededJobs(400, 7, now);
  const table = new JobTable();
  table.addAll(records);
  const random = new Random(11);
  const some = <T>(value: () => T) => (random.chance(0.35) ? value() : null);
  const filters = Array.from({ length: 120 }, () => ({
    filter: {
      since: random.chance(0.5) ? now - random.int(0, 33) * day : -Infinity,
      until: random.chance(0.7) ? Infinity : now - random.int(0, 20) * day,
      states: some(
        () =>
          new Set([
            random.pick(['SUCCEED', 'FAILED', 'WAITING', 'CANCELED', 'ARCHIVING']),
            random.pick(['PROCESSING', 'BLOCK']),
          ]),
      ),
      type: some(() => random.pick(['2d', 'photo'] as const)),
      name: some(() => {
        const fuzzy = random.chance(0.6);
        return {
          text: fuzzy ? random.pick(['新闻', 'EP', 'v2', '培训']) : random.pick(records).name,
          fuzzy,
        };
      }),
      scriptId: random.chance(0.1) ? random.pick(records).scriptId : null,
      jobIds: random.chance(0.15)
        ? new Set([random.pick(records).jobId, random.pick(records).jobId, 'unknown'])
        : null,
      appUserId: null,
    },
    order: {
      key: random.pick(['create_time', 'update_time', 'asset_order'] as const),
      descending: random.chance(0.5),
    },
  }));

  // Forwards, far forwards and backwards: the order of settled jobs must stay right.
  it.each([0, 40, 90, 3_700, 100_000, -7_200])('returns the same pages at now %+d s', (seconds) => {
    const at = now + seconds * 1000;
    for (const { filter, order } of filters) {
      const expected = naive(records, filter, order, at);
      const all = table.page(filter, order, { offset: 0, limit: 1000 }, at);
      expect(all.count).toBe(expected.length);
      expect(all.jobs.map(({ record }) => record.jobId)).toEqual(expected);
      const page = table.page(filter, order, { offset: 3, limit: 5 }, at);
      expect(page.count).toBe(expected.length);
      expect(page.jobs.map(({ record }) => record.jobId)).toEqual(expected.slice(3, 8));
    }
  });

  it('has filters that match jobs', () => {
    const counts = filters.map(({ filter, order }) => naive(records, filter, order, now).length);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(40);
  });

  it('returns the same pages after records changed', () => {
    const edited = records.map((record, i) => ({ ...record, waitSeconds: i % 9 === 0 ? null : 5 }));
    for (const record of edited.slice(0, 60)) table.replace(record);
    const mixed = [...edited.slice(0, 60), ...records.slice(60)];
    for (const { filter, order } of filters.slice(0, 30)) {
      const page = table.page(filter, order, { offset: 0, limit: 1000 }, now);
      const ids = page.jobs.map(({ record }) => record.jobId);
      expect(ids).toEqual(naive(mixed, filter, order, now));
    }
  });
});

describe('the list over HTTP', () => {
  let simulator: Simulator;
  let world: World;
  const ago = (seconds: number) =>
    `${new Date(Date.now() - seconds * 1000).toISOString().slice(0, 19)}Z`;

  beforeAll(async () => {
    simulator = await startSimulator({ jobs: 0 });
    world = simulator.createWorld({
      switches: { rateLimits: 'none' },
      records: [
        { jobId: 'old', name: 'Old one', createdSecondsAgo: 40 * 86_400 },
        { jobId: 'waiting', name: '新品发布', createdSecondsAgo: 300, waitSeconds: null },
        { jobId: 'running', name: '新品发布 二', createdSecondsAgo: 200, runSeconds: null },
        { jobId: 'photo', name: 'Photo A', type: 'photo', createdSecondsAgo: 500, scriptId: 's1' },
        {
          jobId: 'failed',
          name: 'Failed',
          ending: 'FAILED',
          createdSecondsAgo: 400,
          waitSeconds: 390,
          runSeconds: 5,
        },
        { jobId: 'labelled', name: 'Of a user', createdSecondsAgo: 250, appUserId: 'user-1' },
      ],
    });
  });
  afterAll(() => simulator.close());

  const get = (query: string, headers: Record<string, string> = {}, of = world) =>
    signedFetch(simulator.url, of, `/v1/${of.projectId}/digital-human-videos?${query}`, {
      headers,
    });

  async function ids(query: string, headers?: Record<string, string>, of?: World) {
    const response = await get(query, headers, of);
    expect(response.status).toBe(200);
    const reply = ListDigitalHumanVideoReply.parse(await response.json());
    return { count: reply.count, ids: reply.jobs?.map((job) => job.job_id) };
  }

  it('returns the oldest ten jobs of the last month by default', async () => {
    const everything = ['photo', 'failed', 'waiting', 'labelled', 'running'];
    expect(await ids('')).toEqual({ count: 5, ids: everything });
    const since = encodeURIComponent(ago(50 * 86_400));
    expect(await ids(`create_since=${since}`)).toEqual({ count: 6, ids: ['old', ...everything] });
  });

  it('sorts and pages, and counts all matching jobs', async () => {
    expect(await ids('sort_dir=desc&limit=2&offset=1')).toEqual({
      count: 5,
      ids: ['labelled', 'waiting'],
    });
    const updated = await ids('sort_key=update_time&sort_dir=desc');
    expect(updated.ids?.[0]).toBe('failed');
    expect(await ids('offset=99')).toEqual({ count: 5, ids: [] });
  });

  it.each([
    ['state=WAITING%2CPROCESSING', ['waiting', 'running']],
    ['state=SUCCESS', ['photo', 'labelled']],
    ['state=NOTHING', []],
    ['job_type=2D_DIGITAL_HUMAN_VIDEO&state=FAILED', ['failed']],
    ['job_type=PHOTO_DIGITAL_HUMAN_VIDEO', ['photo']],
    ['asset_name=%E6%96%B0%E5%93%81%E5%8F%91%E5%B8%83', ['waiting']],
    ['asset_name=%E6%96%B0%E5%93%81&fuzzy_query_field=asset_name', ['waiting', 'running']],
    ['asset_name=photo&fuzzy_query_field=asset_name', ['photo']],
    ['asset_name=photo', []],
    ['script_id=s1', ['photo']],
    ['job_id=failed', ['failed']],
    ['job_ids=running&job_ids=photo&job_ids=unknown', ['photo', 'running']],
  ])('filters by %s', async (query, expected) => {
    expect((await ids(query)).ids).toEqual(expected);
  });

  it('filters by create_until', async () => {
    expect((await ids(`create_until=${ago(350)}`)).ids).toEqual(['photo', 'failed']);
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=',
    'limit=1.5',
    'offset=-1',
    'sort_dir=up',
    'sort_key=name',
    'create_since=yesterday',
    'create_until=2026-01-15',
    // The filter does not accept the spelling of the replies.
    'job_type=DIGITAL_HUMAN_PHOTO_VIDEO',
  ])('rejects %s', async (query) => {
    const response = await get(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error_code: 'MSS.00000003',
      error_msg: 'Invalid parameter',
    });
  });

  it('returns the jobs of an X-App-UserId; without one all jobs, or by switch those without a label', async () => {
    expect((await ids('', { 'x-app-userid': 'user-1' })).ids).toEqual(['labelled']);
    expect((await ids('', { 'x-app-userid': 'user-2' })).ids).toEqual([]);
    const strict = simulator.createWorld({
      switches: { withoutAppUser: 'unlabelled' },
      records: [{ jobId: 'a' }, { jobId: 'b', appUserId: 'u' }],
    });
    expect((await ids('', {}, strict)).ids).toEqual(['a']);
  });
});
