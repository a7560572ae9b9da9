import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../lib/logger.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { auditOf, memoryEngine } from '../testing/memory-engine.ts';
import { earlierRow } from '../testing/scripted-cancels.ts';
import { checkAudit } from './audit-chain.ts';
import { CancelRecords } from './cancel-records.ts';
import { takeInAuditFiles } from './old-audit.ts';
import { Records } from './records.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-old-audit-'));
afterAll(() => rmSync(root, { recursive: true }));

const at = '2026-01-15T08:30:00.000Z';
const logged: string[] = [];
const logger = createLogger('info', [], { write: (line) => logged.push(line) });
afterEach(() => {
  logged.length = 0;
});

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
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'audit_taken_in', lines: 6, msg: 'Old audit files taken in' },
    ]);
    expect(await cancels.of('job-1')).toMatchObject([
      { id: 'b', outcome: 'too_late', sentAt: null, settledAt: Date.parse(at) },
      { id: 'a', outcome: 'canceled', result: 'accepted', upstreamRequestId: 'upstream-1' },
    ]);
    expect(await auditOf(engine)).toHaveLength(6);
    expect((await checkAudit(engine.db)).faults).toEqual([]);
    const taken = await cancels.takeOver(Number.MAX_SAFE_INTEGER);
    expect(taken).toMatchObject([{ id: 'c', jobId: 'job-2', result: 'refused' }]);
  });

  it('have a line each in the audit, with who did what to which job', async () => {
    const { engine, takeIn } = setUp([intent('a'), outcome('a'), '']);
    await takeIn();
    const file = 'cancels-2026-01-15.jsonl';
    expect(await auditOf(engine)).toMatchObject([
      {
        action: 'cancel.old_intent',
        person: 'dev',
        subject: 'job-1',
        auditId: 'a',
        at,
        file,
        requestId: 'request-1',
        priorState: 'WAITING',
      },
      {
        action: 'cancel.old_outcome',
        person: null,
        subject: null,
        auditId: 'a',
        at,
        file,
        outcome: 'canceled',
      },
    ]);
  });

  it('tell what MetaStudio answered, as far as it did', async () => {
    const lost = { result: 'ambiguous', answer: null };
    const answer = { status: 409, code: 'MSS.1', requestId: 'upstream-2' };
    const { cancels, takeIn } = setUp([
      intent('a'),
      outcome('a', lost),
      intent('b'),
      outcome('b', { result: 'refused', answer }),
      '',
    ]);
    await takeIn();
    const none = { upstreamStatus: null, upstreamCode: null, upstreamRequestId: null };
    expect(await cancels.of('job-1')).toMatchObject([
      { id: 'b', upstreamStatus: 409, upstreamCode: 'MSS.1', upstreamRequestId: 'upstream-2' },
      { id: 'a', result: 'ambiguous', ...none },
    ]);
  });

  it('say of an order without an outcome that it is not known', async () => {
    const { cancels, takeIn } = setUp([intent('a'), '']);
    await takeIn();
    const sent = { sentAt: Date.parse(at), settledAt: null };
    expect(await cancels.of('job-1')).toMatchObject([{ outcome: 'unconfirmed', ...sent }]);
  });

  it('settle by an outcome that comes later, and only what was taken in', async () => {
    const { cancels, path, takeIn } = setUp([intent('a'), '']);
    await takeIn();
    await cancels.save(earlierRow({ id: 'own', outcome: 'unconfirmed' }));
    appendFileSync(path, `${outcome('a')}\n${outcome('own')}\n`);
    expect(await takeIn()).toBe(2);
    const told = (await cancels.of('job-1')).map((row) => `${row.id} ${row.outcome}`);
    expect(new Set(told)).toEqual(new Set(['a canceled', 'own unconfirmed']));
  });

  it('are taken in oldest first, by their names', async () => {
    const { dir, engine, takeIn } = setUp([intent('c'), ''], 'cancels-2026-01-15.jsonl');
    writeFileSync(join(dir, 'cancels-2025-12-31.jsonl'), `${intent('a')}\n`);
    writeFileSync(join(dir, 'cancels-2026-01-02.jsonl'), `${intent('b')}\n`);
    expect(await takeIn()).toBe(3);
    expect((await auditOf(engine)).map(({ auditId }) => auditId)).toEqual(['a', 'b', 'c']);
  });

  it('are taken in without a word when there is nothing new', async () => {
    const { takeIn } = setUp(['']);
    expect(await takeIn()).toBe(0);
    expect(logged).toEqual([]);
  });

  it('are taken in without lines that are torn, unknown or too long', async () => {
    const { takeIn, path, cancels } = setUp([
      '{"kind":"intent","auditId":"half',
      JSON.stringify({ kind: 'note', text: 'of a later version' }),
      `${intent('long')}${' '.repeat(200_000)}`,
      `${' '.repeat(200_000)}${intent('far')}`,
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
    const lines = Array.from({ length: 3000 }, (_, i) => intent(`a-${i}`, `job-${i}`));
    const { engine, records, takeIn } = setUp([...lines, '']);
    let changes = 0;
    const change = records.change.bind(records);
    records.change = async (...args) => {
      if (++changes === 2) throw new Error('killed');
      await change(...args);
    };
    await expect(takeIn()).rejects.toThrow('killed');
    expect(await auditOf(engine)).toHaveLength(2000);
    expect(await takeIn()).toBe(1000);
    expect(await auditOf(engine)).toHaveLength(3000);
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
