import { sql } from 'kysely';
import Database from 'libsql';
import { auditRows } from '../records/audit-chain.ts';
import type { Engine } from '../records/engine.ts';
import { migrate } from '../records/migrations.ts';
import { engineOn } from '../records/sqlite.ts';

/** The statements that make the tables, found once: migrations take several turns of the event loop. */
const statements = await statementsOfSchema();

async function statementsOfSchema(): Promise<string> {
  const engine = engineOn(new Database(':memory:'), []);
  await migrate(engine.db);
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where sql is not null`.execute(engine.db);
  await engine.close();
  return rows.map((row) => row.sql).join(';\n');
}

/** An empty database in memory. */
export function memoryEngine(): Engine {
  const database = new Database(':memory:');
  database.exec(statements);
  return engineOn(database, []);
}

/** A line of the audit with its detail. */
export type AuditEntry = { action: string; person: string | null; subject: string | null } & Record<
  string,
  unknown
>;

/** The lines of the audit. */
export async function auditOf(engine: Engine): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for await (const { action, person, subject, detail } of auditRows(engine.db)) {
    entries.push({ action, person, subject, ...JSON.parse(detail) });
  }
  return entries;
}
