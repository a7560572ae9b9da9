import { expect, it } from 'vitest';
import { allJobs } from '../testing/changing-mirror.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { sampleJob } from '../testing/sample-job.ts';
import type { JobQuery } from './job-query.ts';
import { Mirror } from './mirror.ts';
import { Views } from './views.ts';

const jobs = 100_000;
const start = Date.UTC(2026, 0, 1);

it('walks through 100 000 jobs to the last page, while jobs arrive, change and vanish', {
  timeout: 120_000,
}, () => {
  const clock = fakeClock(start + jobs * 1000);
  const mirror = new Mirror(clock);
  const views = new Views(mirror, clock);
  const job = (i: number, state: 'WAITING' | 'SUCCEED' = 'SUCCEED') => {
    const createdAt = new Date(start + i * 1000).toISOString();
    return sampleJob({ id: `job-${i}`, createdAt, state });
  };
  const put = (...some: ReturnType<typeof job>[]) => mirror.apply(some, mirror.beginRead());
  put(...Array.from({ length: jobs }, (_, i) => job(i)));
  const query: JobQuery = { ...allJobs, limit: 100 };
  const { anchor } = views.page(query);
  const at = views.versionText(anchor.version);
  const seen: string[] = [];
  const gone = new Set<string>();
  for (let offset = 0; offset < anchor.order.size; offset += query.limit) {
    seen.push(...views.page({ ...query, offset, at }).jobs.map(({ id }) => id));
    if (offset % 2000 > 0) continue;
    // 50 times: a job arrives, one changes, one on a page to come is gone, and another viewer looks at the present list.
    put(job(jobs + offset, 'WAITING'), job(offset + 1, 'WAITING'));
    const later = `job-${Math.max(0, jobs - offset - 150)}`;
    if (mirror.remove([later], mirror.beginRead()).length > 0) gone.add(later);
    views.page(query);
  }
  const last = views.page({ ...query, offset: jobs - 100, at });
  expect(last.arrived).toBe(50);
  expect(last.anchor).toBe(anchor);
  expect(last.jobs.at(-1)?.id).toBe('job-0');
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toHaveLength(jobs - gone.size);
  expect(gone.size).toBe(50);
});
