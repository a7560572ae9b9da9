import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../contract/job.ts';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { jobId, jobIn } from '../testing/scripted-cancels.ts';
import { Evidence } from './evidence.ts';
import type { Intent } from './record.ts';
import { Watches } from './watches.ts';

function intent(auditId: string, jobType: Intent['jobType']): Intent {
  const by = { id: 'dev', name: 'Developer', role: 'support' };
  const at = '2026-01-15T08:30:00.000Z';
  const more = { at, by, reason: null, requestId: 'request-1', priorState: null };
  return { kind: 'intent', auditId, jobId, jobType, ...more };
}

describe('Watches', () => {
  it('still watches a job by its second open cancel when the first one has ended', async () => {
    const ended: [string, string, Job | null][] = [];
    const watches = new Watches({
      // The read of the second cancel hangs.
      read: async (_, type) =>
        type === '2d' ? jobIn('CANCELED') : await new Promise<Job>(() => undefined),
      onEnd: async ({ auditId }, outcome, job) => ended.push([auditId, outcome, job]),
      clock: fakeClock(),
      logger: createLogger('silent'),
    });
    watches.start(intent('first', '2d'), new Evidence('accepted'));
    watches.start(intent('second', 'photo'), new Evidence('accepted'));
    await expect.poll(() => ended).toEqual([['first', 'canceled', jobIn('CANCELED')]]);
    await setImmediate();
    expect(watches.auditIdOf(jobId)).toBe('second');
  });

  it('forgets a job when its outcome is recorded, and not before', async () => {
    let record: () => void = () => undefined;
    const recorded = new Promise<void>((resolve) => {
      record = resolve;
    });
    const ended: string[] = [];
    const watches = new Watches({
      read: async () => jobIn('SUCCEED'),
      onEnd: async (_, outcome) => {
        ended.push(outcome);
        await recorded;
      },
      clock: fakeClock(),
      logger: createLogger('silent'),
    });
    watches.start(intent('first', '2d'), new Evidence('ambiguous'));
    await expect.poll(() => ended).toEqual(['too_late']);
    expect(watches.auditIdOf(jobId)).toBe('first');
    record();
    await expect.poll(() => watches.auditIdOf(jobId)).toBeUndefined();
  });
});
