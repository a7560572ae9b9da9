import { expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { sampleJob } from '../testing/sample-job.ts';
import { Facts } from './facts.ts';

const time = '2026-01-15T08:00:01.000Z';

it.each<[string, Partial<Job>]>([
  ['that waits', { usual: { median: 1, p95: 2, samples: 40 }, late: true }],
  ['that has ended', { state: 'SUCCEED', startedAt: time, endedAt: time, durationSeconds: 3.25 }],
  ['of an unknown state', { state: 'UNKNOWN', rawState: 'ARCHIVING' }],
  ['that failed', { state: 'FAILED', error: { code: 'MSS.1', message: null } }],
  ['with a picture', { cover: { url: 'https://media.example/a', expiresAt: time } }],
  [
    'with a picture whose link never ends',
    { cover: { url: 'https://a.example', expiresAt: null } },
  ],
  ['without anything', { name: null, type: null, createdAt: null, updatedAt: null }],
  ['with a name in wide letters', { name: 'ＦＵＬＬ 新品' }],
  ['with parts of a second', { createdAt: '2026-01-15T08:00:00.007Z', startedAt: time }],
  ['of the last millisecond of a second', { updatedAt: '2026-01-15T08:00:59.999Z' }],
  ['after 2038', { updatedAt: '2045-06-01T00:00:00.000Z' }],
])('makes the same job again: one %s', (_, fields) => {
  const job = sampleJob(fields);
  expect(new Facts(job).job).toEqual(job);
});

it('has times in ms since 1970', () => {
  const facts = new Facts(sampleJob({ createdAt: '2026-01-15T08:00:00.007Z', startedAt: null }));
  expect(facts.created).toBe(Date.UTC(2026, 0, 15, 8, 0, 0, 7));
  expect(facts.started).toBeNull();
});
