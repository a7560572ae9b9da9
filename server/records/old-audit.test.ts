import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { auditOf, memoryEngine } from '../testing/memory-engine.ts';
import { checkAudit } from './audit-chain.ts';
import { CancelRecords } from './cancel-records.ts';
import { takeInAuditFiles } from './old-audit.ts';
import { Records } from './records.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-old-audit-'));
afterAll(() => rmSync(root, { recursive: true }));

const at = '2026-01-15T08:30:00.000Z';
const logger = createLogger('silent');

const intent = (auditId: string, jobId = 'job-1') =>
  JSON.stringify({
    kind: 'intent',
    auditId,
    at,
    requestId: 'request-1',
    jobId,
    jobType: '2d',
    by: { id: 'dev', name: 'Developer', role: 'support' },
    reason: null,
    priorState: 'WAITING',
  });

const declined = (auditId: string) =>
  JSON.stringify({ ...JSON.parse(intent(auditId)), kind: 'declined', outcome: 'too_late' });

const outcome = (auditId: string, more: object = {}) =>
  JSON.stringify({
    kind: 'outcome',
    auditId,
    at,
    outcome: 'canceled',
    final: true,
    finalState: 'CANCELED',
    answer: { status: 200, code: null, requestId: 'upstream-1' },
    ...more,
  });

/** A folder with this file, and a database that it is taken into. */
function setUp(lines: string[], name = 'cancels-2026-01-15.jsonl') {
  const dir = mkdtempSync(join(root, 'a-'));
  const path = join(dir, name);
  writeFileSync(path, lines.join('\n'));
  const engine = memoryEngine();
  const records = new Records(engine, { clock: fakeClock(), logger });
  const cancels = new CancelRecords(records, 'account');
  const takeIn = () => takeInAuditFiles(dir, 'account', records, logger);
  return { dir, path, engine, records, cancels, takeIn };
}

describe('audit files of earlier versions', () => {
  it('are taken in once, with what is still open', async () => {
    const watched = { outcome: 'unconfirmed', final: false, finalState: null };
    const { cancels, engine, takeIn } = setUp([
      intent('a'),
      outcome('a', { ...watched, result: 'accepted' }),
      outcome('a', { result: null, answer: null }),
      declined('b'),
      intent('c', 'job-2'),
      outcome('c', { ...watched, result: 'refused' }),
      '',
    ]);
    expect(await takeIn()).toBe(6);
    expect(await takeIn()).toBe(0);
    expect(await cancels.of('job-1')).toMatchObject([
      { id: 'b', outcome: 'too_late', sentAt: null, settledAt: Date.parse(at) },
      { id: 'a', outcome: 'canceled', result: 'accepted', upstreamRequestId: 'upstream-1' },
    ]);
    expect(await auditOf(engine)).toHaveLength(6);
    expect((await checkAudit(engine.db)).faults).toEqual([]);
    const taken = await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    expect(taken).toMatchObject([{ id: 'c', jobId: 'job-2', result: 'refused' }]);
  });

  it('are taken in without lines that are torn, unknown or too long', async () => {
    const { takeIn, path, cancels } = setUp([
      '{"kind":"intent","auditId":"half',
      JSON.stringify({ kind: 'note', text: 'of a later version' }),
      `${intent('long')}${' '.repeat(200_000)}`,
      'x'.repeat(300_000),
      intent('a'),
      intent('torn').slice(0, 40),
    ]);
    expect(await takeIn()).toBe(1);
    appendFileSync(path, `${intent('torn').slice(40)}\n${intent('b')}\n`);
    expect(await takeIn()).toBe(2);
    expect((await cancels.of('job-1')).map(({ id }) => id)).toEqual(['torn', 'b', 'a']);
  });

  it('go on where an earlier start was killed', async () => {
    const lines = Array.from({ length: 1200 }, (_, i) => intent(`a-${i}`, `job-${i}`));
    const { engine, records, takeIn } = setUp([...lines, '']);
    let changes = 0;
    const change = records.change.bind(records);
    records.change = async (...args) => {
      if (++changes === 2) throw new Error('killed');
      await change(...args);
    };
    await expect(takeIn()).rejects.toThrow('killed');
    expect(await auditOf(engine)).toHaveLength(500);
    expect(await takeIn()).toBe(700);
    expect(await auditOf(engine)).toHaveLength(1200);
  });

  it('are left to another process that takes them in at the same time', async () => {
    const { dir, engine, takeIn } = setUp([intent('a'), intent('b'), '']);
    const other = new Records(engine, { clock: fakeClock(), logger });
    const counts = await Promise.all([takeIn(), takeInAuditFiles(dir, 'account', other, logger)]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
    expect(await auditOf(engine)).toHaveLength(2);
  });

  it.each(['old-cancels-1.jsonl', 'cancels-1.jsonl.bak', 'notes.txt'])(
    'are not those named %s',
    async (name) => {
      const { takeIn } = setUp([intent('a'), ''], name);
      expect(await takeIn()).toBe(0);
    },
  );

  it('are plain files, and none without a folder', async () => {
    const { dir, records, takeIn } = setUp([intent('a'), '']);
    mkdirSync(join(dir, 'cancels-folder.jsonl'));
    expect(await takeIn()).toBe(1);
    expect(await takeInAuditFiles(join(dir, 'nowhere'), 'account', records, logger)).toBe(0);
    const file = takeInAuditFiles(join(dir, 'cancels-2026-01-15.jsonl'), 'x', records, logger);
    await expect(file).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
