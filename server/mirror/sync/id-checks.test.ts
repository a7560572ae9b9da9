import { describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { UpstreamFault } from '../../metastudio/errors.ts';
import { fakeClock } from '../../testing/fake-clock.ts';
import { sampleJob } from '../../testing/sample-job.ts';
import { Mirror } from '../mirror.ts';
import { IdChecks } from './id-checks.ts';

/** Checks of a MetaStudio that takes as many ids at once as `limit` says, with the sizes of the batches. */
function setUp() {
  const mirror = new Mirror(fakeClock());
  const sizes: number[] = [];
  const upstream = { limit: 5 };
  const checks = new IdChecks({
    mirror,
    byIds: async (ids) => {
      sizes.push(ids.length);
      if (ids.length > upstream.limit) throw new UpstreamFault('upstream_rejected');
      const moment = mirror.beginRead();
      return { jobs: [], absent: [...ids], unreadable: 0, entries: 0, count: 0, moment };
    },
  });
  return { checks, sizes, upstream };
}

it('asks for smaller batches after a refusal, and for larger ones again much later', async () => {
  const { checks, sizes, upstream } = setUp();
  const ids = Array.from({ length: 1000 }, (_, i) => `job-${i}`);
  checks.add(ids);
  while (!sizes.includes(5)) await checks.step();
  expect(sizes).toEqual([20, 10, 5]);
  upstream.limit = 100;
  while (!sizes.slice(2).includes(20)) await checks.step();
  const later = sizes.slice(2);
  expect(later.filter((size) => size === 5).length).toBeGreaterThanOrEqual(50);
  expect(later.indexOf(10)).toBeGreaterThanOrEqual(50);
  expect(later.at(-1)).toBe(20);
});

it('tries a larger batch in vain rarely', async () => {
  const { checks, sizes } = setUp();
  checks.add(Array.from({ length: 1000 }, (_, i) => `job-${i}`));
  for (let i = 0; i < 300; i++) await checks.step();
  expect(sizes.slice(3).filter((size) => size > 5).length).toBeLessThanOrEqual(6);
});

/** Checks of a MetaStudio that has these jobs, and the mirror that held `known` before. */
function setUpWith(known: Job[], present: Job[]) {
  const mirror = new Mirror(fakeClock());
  mirror.apply(known, mirror.beginRead());
  const asked: (readonly string[])[] = [];
  const upstream: { jobs: Job[]; fault: Error | null } = { jobs: present, fault: null };
  const checks = new IdChecks({
    mirror,
    byIds: async (ids) => {
      asked.push(ids);
      if (upstream.fault) throw upstream.fault;
      const jobs = upstream.jobs.filter(({ id }) => ids.includes(id));
      const found = new Set(jobs.map(({ id }) => id));
      const absent = ids.filter((id) => !found.has(id));
      const moment = mirror.beginRead();
      return { jobs, absent, unreadable: 0, entries: jobs.length, count: jobs.length, moment };
    },
  });
  return { checks, mirror, asked, upstream };
}

const job = sampleJob({ id: 'a' });

describe('a job that is checked', () => {
  it('is asked for once when it is there, and told when its state has changed', async () => {
    const started = sampleJob({ id: 'a', state: 'PROCESSING' });
    const other = sampleJob({ id: 'b', name: 'renamed' });
    const unknown = sampleJob({ id: 'c' });
    const { checks, mirror, asked } = setUpWith(
      [job, sampleJob({ id: 'b' })],
      [started, other, unknown],
    );
    expect(checks.isEmpty).toBe(true);
    expect(await checks.step()).toEqual([]);
    checks.add(['a', 'b', 'c']);
    expect(checks.isEmpty).toBe(false);
    expect(await checks.step()).toEqual(['a']);
    expect(checks.isEmpty).toBe(true);
    expect(asked).toEqual([['a', 'b', 'c']]);
    expect(['a', 'b', 'c'].map((id) => mirror.get(id)?.facts.job)).toEqual([
      started,
      other,
      unknown,
    ]);
  });

  it('is gone when two reads do not know it', async () => {
    const { checks, mirror, asked } = setUpWith([job], []);
    checks.add(['a']);
    await checks.step();
    expect(mirror.get('a')).toBeDefined();
    expect(checks.isEmpty).toBe(false);
    await checks.step();
    expect(mirror.get('a')).toBeUndefined();
    expect(checks.isEmpty).toBe(true);
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('is not gone by two reads with one between that knows it', async () => {
    const { checks, mirror, upstream } = setUpWith([job], []);
    for (const jobs of [[], [job], []]) {
      upstream.jobs = jobs;
      checks.add(['a']);
      await checks.step();
    }
    expect(mirror.get('a')).toBeDefined();
  });

  it.each([
    ['alone is refused', ['a'], new UpstreamFault('upstream_rejected')],
    ['meets another fault', ['a', 'b'], new UpstreamFault('upstream_timeout')],
    ['meets an error of ours', ['a', 'b'], new TypeError('ours')],
  ])('stays to be asked for when it %s', async (_, ids, fault) => {
    const { checks, upstream, asked } = setUpWith([], []);
    upstream.fault = fault;
    checks.add(ids);
    await expect(checks.step()).rejects.toBe(fault);
    expect(checks.isEmpty).toBe(false);
    await expect(checks.step()).rejects.toBe(fault);
    expect(asked).toEqual([ids, ids]);
  });
});

describe('jobs that are read now', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `job-${i}`);

  it('are read to the end, those that are not found only once', async () => {
    const { checks, asked } = setUpWith([], [sampleJob({ id: 'job-1' })]);
    await checks.readNow(many(45));
    expect(asked.map(({ length }) => length)).toEqual([20, 20, 20]);
    expect(new Set(asked.flat())).toEqual(new Set(many(45)));
    // The next round looks for them a second time.
    expect(checks.isEmpty).toBe(false);
  });

  it('are shared by those who ask meanwhile', async () => {
    const jobs = many(3).map((id) => sampleJob({ id }));
    const { checks, asked } = setUpWith([], jobs);
    await Promise.all([checks.readNow(['job-0']), checks.readNow(['job-1'])]);
    await checks.readNow(['job-2']);
    expect(asked).toEqual([['job-0'], ['job-1'], ['job-2']]);
  });

  it('are no more than ten batches', async () => {
    const jobs = many(300).map((id) => sampleJob({ id }));
    const { checks, asked } = setUpWith([], jobs);
    await checks.readNow(many(300));
    expect(asked).toHaveLength(10);
  });
});
