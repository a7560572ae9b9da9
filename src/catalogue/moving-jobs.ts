import type { Job } from '../../contract/job.ts';
import { serverTime } from '../lib/clock.ts';
import { processing, usual, waiting } from '../testing/fixtures.ts';

const ago = (minutes: number) => new Date(serverTime() - minutes * 60_000).toISOString();

const queued = (minutes: number, facts: Partial<Job> = {}): Job => ({
  ...waiting,
  id: `queued-${minutes}`,
  createdAt: ago(minutes),
  usual,
  ...facts,
});

const running = (minutes: number, facts: Partial<Job> = {}): Job => ({
  ...processing,
  id: `running-${minutes}`,
  createdAt: ago(minutes + 1),
  startedAt: ago(minutes),
  usual,
  ...facts,
});

/** Jobs that move now: in time, later than most, late, and without enough history. */
export const movingStories: readonly { name: string; job: Job }[] = [
  { name: 'waiting, in time', job: queued(1) },
  { name: 'waiting, longer than half of all', job: queued(7) },
  { name: 'waiting, late', job: queued(444, { late: true }) },
  { name: 'waiting, without history', job: queued(2, { usual: null }) },
  { name: 'in production, in time', job: running(1) },
  { name: 'in production, longer than half of all', job: running(8) },
  { name: 'in production, late', job: running(41, { late: true }) },
  { name: 'in production, without history', job: running(3, { usual: null }) },
];
