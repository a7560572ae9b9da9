import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transaction } from 'kysely';
import type { Logger } from '../lib/logger.ts';
import { codeOf } from './engine.ts';
import { insertAll } from './insert-all.ts';
import { type OldRecord, parseOldRecord } from './old-record.ts';
import { type AuditLine, type Records, RecordsRefusal, type Work } from './records.ts';
import { type CancelRow, notSentYet, type Schema } from './schema.ts';

/** The owner of what was taken in, which never lives: what is open is taken over. */
const oldOwner = 'audit-files';

/** Lines that are taken in by one transaction. */
const bite = 2000;

/** Longer lines are none of ours. */
const longestLine = 65_536;

/**
 * Takes in the audit files of earlier versions, oldest first and each line once: how far a file is taken in is written
 * together with its lines. The files stay as they are.
 *
 * @param account the MetaStudio that their cancels went to
 * @returns how many lines were taken in
 * @throws RecordsTrouble, and Error when a file cannot be read: its open cancels would not be watched
 */
export async function takeInAuditFiles(
  dir: string,
  account: string,
  records: Records,
  logger: Logger,
): Promise<number> {
  let count = 0;
  for (const name of await auditFiles(dir)) {
    try {
      count += await takeInFile(join(dir, name), name, account, records);
    } catch (error) {
      if (!(error instanceof FileTaken)) throw error;
    }
  }
  if (count > 0) logger.info({ event: 'audit_taken_in', lines: count }, 'Old audit files taken in');
  return count;
}

async function takeInFile(
  path: string,
  name: string,
  account: string,
  records: Records,
): Promise<number> {
  let count = 0;
  const known = await records.read((db) =>
    db.selectFrom('auditFiles').select('taken').where('name', '=', name).executeTakeFirst(),
  );
  let batch: OldRecord[] = [];
  let taken = known?.taken ?? 0;
  let written = taken;
  const write = async () => {
    const lines = batch.map((old) => lineOf(old, name));
    const part = { name, from: written, to: taken };
    await records.change(lines, writing(batch, account, part));
    count += batch.length;
    written = taken;
    batch = [];
  };
  for await (const { text, end } of linesOf(path, taken)) {
    taken = end;
    const old = parseOldRecord(text);
    if (old) batch.push(old);
    if (batch.length >= bite) await write();
  }
  if (taken !== written) await write();
  return count;
}

/** Names of the files, oldest first; none if the folder does not exist. */
async function auditFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return (
    entries
      // Reading a pipe would wait for ever.
      .filter((entry) => entry.isFile() && /^cancels-.*\.jsonl$/.test(entry.name))
      .map((entry) => entry.name)
      .sort()
  );
}

/** The complete lines of a file from byte `from` on, each with the byte behind it. A torn last line is left out. */
async function* linesOf(path: string, from: number): AsyncGenerator<{ text: string; end: number }> {
  let rest = Buffer.alloc(0);
  let end = from;
  let isTooLong = false;
  for await (const chunk of createReadStream(path, { start: from })) {
    rest = Buffer.concat([rest, chunk]);
    for (let at = rest.indexOf(10); at !== -1; at = rest.indexOf(10)) {
      end += at + 1;
      yield { text: isTooLong ? '' : rest.subarray(0, at).toString('utf8'), end };
      rest = rest.subarray(at + 1);
      isTooLong = false;
    }
    if (rest.length <= longestLine) continue;
    end += rest.length;
    rest = Buffer.alloc(0);
    isTooLong = true;
  }
}

/** Another process takes the same file in. */
class FileTaken extends RecordsRefusal {}

type FilePart = { name: string; from: number; to: number };

function writing(batch: OldRecord[], account: string, { name, from, to }: FilePart): Work {
  return async (db) => {
    const own = await db
      .insertInto('auditFiles')
      .values({ name, taken: to })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet({ taken: to }).where('auditFiles.taken', '=', from),
      )
      .returning('name')
      .executeTakeFirst();
    if (!own) throw new FileTaken();
    const rows = new Map<string, CancelRow>();
    for (const old of batch) {
      if (old.kind !== 'outcome') {
        rows.set(old.auditId, rowOf(old, account));
        continue;
      }
      const row = rows.get(old.auditId);
      if (row) rows.set(old.auditId, { ...row, ...changeOf(old) });
      // Its order came with an earlier batch.
      else await updateTaken(db, old);
    }
    await insertAll(db, [...rows.values()], (row) =>
      db
        .insertInto('cancels')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    );
  };
}

type OldOutcome = Extract<OldRecord, { kind: 'outcome' }>;

async function updateTaken(db: Transaction<Schema>, old: OldOutcome): Promise<void> {
  await db
    .updateTable('cancels')
    .set(changeOf(old))
    .where('id', '=', old.auditId)
    .where('owner', '=', oldOwner)
    .execute();
}

function changeOf({ outcome, final, at, finalState, result, answer }: OldOutcome) {
  const settled = { outcome, finalState, settledAt: final ? at : null };
  // A later outcome without an answer does not forget the earlier one.
  if (result === null) return settled;
  return {
    ...settled,
    result,
    upstreamStatus: answer?.status ?? null,
    upstreamCode: answer?.code ?? null,
    upstreamRequestId: answer?.requestId ?? null,
  };
}

function rowOf(old: Exclude<OldRecord, { kind: 'outcome' }>, account: string): CancelRow {
  const isDeclined = old.kind === 'declined';
  return {
    id: old.auditId,
    account,
    jobId: old.jobId,
    jobType: old.jobType,
    jobName: null,
    priorState: old.priorState,
    person: old.by.id,
    personName: old.by.name,
    role: old.by.role,
    reason: old.reason,
    requestId: old.requestId,
    requestedAt: old.at,
    ...notSentYet,
    // An intent may have been sent.
    sentAt: isDeclined ? null : old.at,
    settledAt: isDeclined ? old.at : null,
    outcome: isDeclined ? old.outcome : 'unconfirmed',
    finalState: isDeclined ? old.priorState : null,
    owner: oldOwner,
    appUser: null,
  };
}

function lineOf(old: OldRecord, file: string): AuditLine {
  const { kind, at, auditId, ...rest } = old;
  const detail = { auditId, at: new Date(at).toISOString(), file, ...rest };
  const person = old.kind === 'outcome' ? null : old.by.id;
  const subject = old.kind === 'outcome' ? null : old.jobId;
  return { person, action: `cancel.old_${kind}`, subject, detail };
}
