import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AuditRow, Schema } from './schema.ts';

/** The hash before the first row of a chain. */
export const noHash = '';

/** The hash of a row: of everything in it and of the row before. */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { writer, seq, at, person, action, subject, detail, prevHash } = row;
  const text = JSON.stringify([writer, seq, at, person, action, subject, detail, prevHash]);
  return createHash('sha256').update(text).digest('hex');
}

/** How many rows are read at a time: the audit can be larger than memory. */
const bite = 2000;

/** All rows, writer by writer in the order of their chains. */
export async function* auditRows(db: Kysely<Schema>): AsyncGenerator<AuditRow> {
  for (let writer = await nextWriter(db, ''); writer; writer = await nextWriter(db, writer)) {
    yield* rowsOf(db, writer);
  }
}

async function nextWriter(db: Kysely<Schema>, after: string): Promise<string | undefined> {
  const query = db.selectFrom('audit').select('writer').where('writer', '>', after);
  return (await query.orderBy('writer').limit(1).executeTakeFirst())?.writer;
}

async function* rowsOf(db: Kysely<Schema>, writer: string): AsyncGenerator<AuditRow> {
  const query = db.selectFrom('audit').selectAll().where('writer', '=', writer);
  for (let last = 0; ; ) {
    const rows = await query.where('seq', '>', last).orderBy('seq').limit(bite).execute();
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < bite) return;
    last = end.seq;
  }
}

/** What checking the audit found. */
export type AuditCheck = { rows: number; chains: number; faults: string[] };

/** The most faults that are named: one change of the tables can break every row. */
const mostFaults = 100;

/** Checks every chain from the end of what retention removed to the head that its writer wrote down. */
export async function checkAudit(db: Kysely<Schema>): Promise<AuditCheck> {
  const writers = await db.selectFrom('writers').selectAll().orderBy('id').execute();
  const heads = new Map(writers.map((writer) => [writer.id, writer]));
  const unseen = new Map(heads);
  const faults: string[] = [];
  const report = (fault: string) => {
    if (faults.length < mostFaults) faults.push(fault);
  };
  let rows = 0;
  let chain = { writer: '', seq: 0, hash: noHash };
  const end = () => {
    const head = heads.get(chain.writer);
    if (head) reportEnd(head.id, chain.seq, head.seq, report);
  };
  for await (const row of auditRows(db)) {
    rows++;
    if (row.writer !== chain.writer) {
      end();
      const writer = heads.get(row.writer);
      if (!writer) report(`writer ${row.writer} is not known, from row ${row.seq} on`);
      chain = { writer: row.writer, seq: writer?.cutSeq ?? 0, hash: writer?.cutHash ?? noHash };
      unseen.delete(row.writer);
    }
    const name = `row ${row.seq} of writer ${row.writer}`;
    if (row.seq !== chain.seq + 1) {
      reportMissing(row.writer, chain.seq + 1, row.seq - 1, report);
    } else if (row.prevHash !== chain.hash) {
      report(`${name} does not follow the row before it: one of them was changed or moved`);
    }
    if (hashOf(row) !== row.hash) report(`${name} was changed`);
    chain = { writer: row.writer, seq: row.seq, hash: row.hash };
  }
  end();
  for (const { id, seq, cutSeq } of unseen.values()) reportEnd(id, cutSeq, seq, report);
  return { rows, chains: heads.size, faults };
}

function reportEnd(writer: string, last: number, head: number, report: (fault: string) => void) {
  if (last < head) reportMissing(writer, last + 1, head, report);
  if (last > head) report(`rows ${head + 1} to ${last} of writer ${writer} were added`);
}

function reportMissing(writer: string, from: number, to: number, report: (fault: string) => void) {
  const which = from >= to ? `row ${from}` : `rows ${from} to ${to}`;
  report(`${which} of writer ${writer}: missing`);
}
