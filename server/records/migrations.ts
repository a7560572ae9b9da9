import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** The schema's history: forward only, and what has been released is never changed. Types that both engines have. */
const migrations: Record<string, Migration> = {
  '001-cancels-and-audit': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('cancels')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('account', 'text', (column) => column.notNull())
        .addColumn('job_id', 'text', (column) => column.notNull())
        .addColumn('job_type', 'text')
        .addColumn('job_name', 'text')
        .addColumn('prior_state', 'text')
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('person_name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('reason', 'text')
        .addColumn('request_id', 'text', (column) => column.notNull())
        .addColumn('requested_at', 'bigint', (column) => column.notNull())
        .addColumn('sent_at', 'bigint')
        .addColumn('retry_at', 'bigint')
        .addColumn('settled_at', 'bigint')
        .addColumn('outcome', 'text')
        .addColumn('final_state', 'text')
        .addColumn('result', 'text')
        .addColumn('upstream_status', 'bigint')
        .addColumn('upstream_code', 'text')
        .addColumn('upstream_request_id', 'text')
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('joined', 'text')
        .execute();
      await db.schema
        .createIndex('cancels_of_job')
        .on('cancels')
        .columns(['account', 'job_id', 'requested_at'])
        .execute();
      await db.schema.createIndex('cancels_settled').on('cancels').column('settled_at').execute();
      // One cancel of a job is under way at a time, whatever process works on it.
      await sql`create unique index cancels_under_way on cancels (account, job_id)
        where outcome is null and joined is null`.execute(db);
      // By time, which is the order that it is asked in: else the index above would be walked through as a whole.
      await sql`create index cancels_open on cancels (account, requested_at)
        where settled_at is null and joined is null`.execute(db);
      await sql`create index cancels_joined on cancels (joined) where settled_at is null`.execute(
        db,
      );
      await db.schema
        .createTable('audit')
        .addColumn('writer', 'text', (column) => column.notNull())
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('person', 'text')
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('subject', 'text')
        .addColumn('detail', 'text', (column) => column.notNull())
        .addColumn('prev_hash', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('audit_key', ['writer', 'seq'])
        .execute();
      await db.schema
        .createTable('writers')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('heartbeat_at', 'bigint', (column) => column.notNull())
        .addColumn('seq', 'bigint', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('cut_seq', 'bigint', (column) => column.notNull())
        .addColumn('cut_hash', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('audit_files')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('taken', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '002-ended-sessions': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('ended_sessions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
  '003-corrections': {
    up: async (db: Kysely<unknown>) => {
      // SQLite adds one column at a time.
      await db.schema.alterTable('cancels').addColumn('corrected_at', 'bigint').execute();
      await db.schema.alterTable('cancels').addColumn('corrected_from', 'text').execute();
    },
  },
  '004-app-users': {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable('cancels').addColumn('app_user', 'text').execute();
    },
  },
  '005-people': {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .createTable('people')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('seen_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('people_seen').on('people').column('seen_at').execute();
      await db.schema
        .createTable('sessions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('person', 'text', (column) => column.notNull())
        .addColumn('started_at', 'bigint', (column) => column.notNull())
        .addColumn('seen_at', 'bigint', (column) => column.notNull())
        .addColumn('ends_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('ended_people')
        .addColumn('person', 'text', (column) => column.primaryKey())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};

/** The database was written by a newer program, whose tables this one does not know. */
export class NewerSchema extends Error {}

/**
 * Brings the tables up to date, in one transaction and under the engine's lock.
 *
 * @throws NewerSchema and the errors of the engine
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const provider = { getMigrations: async () => migrations };
  const migrator = new Migrator({ db, provider });
  await assertKnown(db);
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** A read-only look, for tools that must change nothing. @throws NewerSchema */
export async function assertKnown(db: Kysely<Schema>): Promise<void> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return;
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  if (done.rows.some(({ name }) => !(name in migrations))) throw new NewerSchema();
}
