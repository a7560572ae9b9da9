import { describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { jobId } from '../testing/scripted-cancels.ts';
import { Audit } from './audit.ts';
import { CancelRecorder } from './recorder.ts';

describe('CancelRecorder', () => {
  it('refuses a cancel that cannot be recorded, and logs why', async () => {
    const logged: string[] = [];
    const logger = createLogger('info', [], { write: (line) => logged.push(line) });
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const file = { append: () => Promise.reject(full), close: async () => undefined };
    const audit = new Audit(file, logger);
    const recorder = new CancelRecorder({ audit, clock: fakeClock(), logger });
    const mayBeSent = await recorder.intend({
      kind: 'intent',
      auditId: 'a',
      at: '2026-01-15T08:30:00.000Z',
      requestId: 'request-1',
      jobId,
      jobType: '2d',
      by: { id: 'dev', name: 'Developer', role: 'support' },
      reason: null,
      priorState: 'WAITING',
    });
    expect(mayBeSent).toBe(false);
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'audit_unwritable', error: 'Error', msg: 'Cancel refused: no audit' },
    ]);
  });
});
