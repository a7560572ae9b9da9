import { describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { Audit } from './audit.ts';
import type { AuditFile } from './audit-file.ts';
import type { Intent, Outcome } from './record.ts';

const at = '2026-01-15T08:30:00.000Z';

function intent(auditId: string, jobId = 'job-1'): Intent {
  return {
    kind: 'intent',
    auditId,
    at,
    requestId: 'request-1',
    jobId,
    jobType: '2d',
    by: { id: 'dev', name: 'Developer', role: 'support' },
    reason: null,
    priorState: 'WAITING',
  };
}

function outcome(auditId: string, more: Partial<Outcome> = {}): Outcome {
  return {
    kind: 'outcome',
    auditId,
    at,
    outcome: 'canceled',
    final: true,
    finalState: 'CANCELED',
    result: 'accepted',
    answer: null,
    ...more,
  };
}

/** An audit whose file is full as long as `disk.full` is set; `lines` are on disk, `logged` are the log's. */
function setUp(earlier: string[] = []) {
  const disk = { full: false };
  const lines: string[] = [];
  const logged: string[] = [];
  const file: AuditFile = {
    append: async (line) => {
      if (disk.full) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      lines.push(line);
    },
    close: async () => {
      lines.push('closed');
    },
  };
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  const audit = new Audit(file, logger, earlier);
  const written = () =>
    lines
      .map((line): { kind: string; auditId: string } => JSON.parse(line))
      .map((one) => [one.kind, one.auditId]);
  return { audit, disk, lines, logged, written };
}

describe('Audit', () => {
  it('does not count an intent that is not on disk', async () => {
    const { audit, disk } = setUp();
    disk.full = true;
    await expect(audit.recordIntent(intent('a'))).rejects.toThrow('full');
    expect(audit.open()).toEqual([]);
    expect(audit.of('job-1')).toEqual([]);
  });

  it('counts an intent once it is on disk, and not before', async () => {
    const lines: string[] = [];
    let flush: () => void = () => undefined;
    const flushed = new Promise<void>((resolve) => {
      flush = resolve;
    });
    const append = async (line: string) => {
      lines.push(line);
      await flushed;
    };
    const audit = new Audit({ append, close: async () => undefined }, createLogger('silent'));
    const recording = audit.recordIntent(intent('a'));
    expect(lines).toHaveLength(1);
    expect(audit.open()).toEqual([]);
    flush();
    await recording;
    expect(audit.open()).toEqual([{ intent: intent('a'), result: 'ambiguous' }]);
    expect(audit.of('job-1')).toMatchObject([{ auditId: 'a', outcome: null, settledAt: null }]);
  });

  it('writes what a full disk refused before the next line, in order, once each', async () => {
    const { audit, disk, written, logged } = setUp();
    await audit.recordIntent(intent('a'));
    disk.full = true;
    await audit.recordOutcome(outcome('a', { outcome: 'unconfirmed', final: false }));
    await audit.recordOutcome(outcome('a'));
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'audit_unwritten', waiting: 1, code: 'ENOSPC' },
      { event: 'audit_unwritten', waiting: 1, code: 'ENOSPC' },
      { event: 'audit_unwritten', waiting: 2, code: 'ENOSPC' },
    ]);
    expect(logged.join('')).toContain('The audit cannot be written');
    disk.full = false;
    await audit.recordDeclined({ ...intent('b'), kind: 'declined', outcome: 'too_late' });
    await audit.recordDeclined({ ...intent('c'), kind: 'declined', outcome: 'too_late' });
    expect(written()).toEqual([
      ['intent', 'a'],
      ['outcome', 'a'],
      ['outcome', 'a'],
      ['declined', 'b'],
      ['declined', 'c'],
    ]);
  });

  it('knows an outcome even if it cannot be written', async () => {
    const { audit, disk } = setUp();
    await audit.recordIntent(intent('a'));
    disk.full = true;
    await audit.recordOutcome(outcome('a'));
    await audit.recordDeclined({ ...intent('b'), kind: 'declined', outcome: 'too_late' });
    expect(audit.open()).toEqual([]);
    expect(audit.of('job-1').map((one) => one.outcome)).toEqual(['too_late', 'canceled']);
  });

  it('keeps an intent open until its outcome is final, with what the answer said', async () => {
    const { audit } = setUp();
    await audit.recordIntent(intent('a'));
    await audit.recordIntent(intent('b', 'job-2'));
    await audit.recordOutcome(
      outcome('a', { final: false, outcome: 'unconfirmed', finalState: null }),
    );
    // A later record without an answer does not forget the earlier one.
    await audit.recordOutcome(outcome('a', { final: false, outcome: 'unconfirmed', result: null }));
    expect(audit.open().map(({ intent: one, result }) => [one.auditId, result])).toEqual([
      ['a', 'accepted'],
      ['b', 'ambiguous'],
    ]);
    expect(audit.of('job-1')).toMatchObject([{ outcome: 'unconfirmed', settledAt: null }]);
    await audit.recordOutcome(outcome('a'));
    expect(audit.open().map(({ intent: one }) => one.auditId)).toEqual(['b']);
    expect(audit.of('job-1')).toMatchObject([
      { outcome: 'canceled', settledAt: at, finalState: 'CANCELED' },
    ]);
  });

  it('changes the cancel that the outcome belongs to, and no other of the job', async () => {
    const { audit } = setUp();
    await audit.recordIntent(intent('a'));
    await audit.recordIntent(intent('b'));
    await audit.recordOutcome(outcome('a', { outcome: 'refused' }));
    await audit.recordOutcome(outcome('unknown'));
    expect(audit.of('job-1').map((one) => [one.auditId, one.outcome])).toEqual([
      ['b', null],
      ['a', 'refused'],
    ]);
  });

  it('remembers the last hundred cancels of a job', async () => {
    const { audit } = setUp();
    for (let i = 0; i < 101; i++) {
      await audit.recordDeclined({ ...intent(`${i}`), kind: 'declined', outcome: 'refused' });
    }
    const known = audit.of('job-1').map((one) => one.auditId);
    expect(known).toHaveLength(100);
    expect([known[0], known.at(-1)]).toEqual(['100', '1']);
    expect(audit.of('job-2')).toEqual([]);
  });

  it('reads the files of earlier processes and skips lines that are torn or unknown', () => {
    const lines = [
      JSON.stringify(intent('a')),
      '',
      '{"kind":"intent","auditId":"half',
      JSON.stringify({ kind: 'note', text: 'of a later version' }),
      JSON.stringify({ ...intent('no-state'), priorState: 'NOWHERE' }),
      JSON.stringify({ ...intent('d'), kind: 'declined', outcome: 'too_late' }),
      JSON.stringify(intent('b', 'job-2')),
    ];
    const { audit } = setUp([lines.join('\n'), `${JSON.stringify(outcome('a'))}\n`]);
    expect(audit.of('job-1').map((one) => [one.auditId, one.outcome])).toEqual([
      ['d', 'too_late'],
      ['a', 'canceled'],
    ]);
    expect(audit.open()).toEqual([{ intent: intent('b', 'job-2'), result: 'ambiguous' }]);
  });

  it('shows a declined cancel with its outcome, and the state it had, from the start', async () => {
    const { audit } = setUp();
    const declined = { ...intent('a'), kind: 'declined', outcome: 'too_late' } as const;
    await audit.recordDeclined({ ...declined, priorState: 'PROCESSING', reason: 'typo' });
    expect(audit.of('job-1')).toEqual([
      {
        auditId: 'a',
        jobId: 'job-1',
        requestedAt: at,
        by: { id: 'dev', name: 'Developer', role: 'support' },
        reason: 'typo',
        priorState: 'PROCESSING',
        outcome: 'too_late',
        finalState: 'PROCESSING',
        settledAt: at,
      },
    ]);
  });

  it('closes its file', async () => {
    const { audit, lines } = setUp();
    await audit.close();
    expect(lines).toEqual(['closed']);
  });
});
