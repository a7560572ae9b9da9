import {
  CamelCasePlugin,
  Kysely,
  type PostgresCursor,
  PostgresDialect,
  type PostgresPoolClient,
  type PostgresQueryResult,
  sql,
} from 'kysely';
import pg from 'pg';
import { codeOf, type Engine } from './engine.ts';
import { listenForNotices, noticeChannel } from './notice-listener.ts';
import type { TroubleReason } from './trouble.ts';

/** How long one statement may take, and how long getting a connection, in ms. */
const limitMs = 3000;

/** OID of bigint, which pg returns as text by default. Ours are counts and milliseconds, which a number holds. */
const bigintOid = 20;

/**
 * PostgreSQL, through a small pool. TLS is by the URL's own parameters (sslmode, sslrootcert).
 *
 * @param url `postgres://…`
 */
export function postgresEngine(url: string): Engine {
  const connectionString = withExplicitTls(url);
  const pool = new pg.Pool({
    connectionString,
    max: 4,
    connectionTimeoutMillis: limitMs,
    query_timeout: limitMs,
    // Also on the server: a statement that we gave up must not be carried out later.
    statement_timeout: limitMs,
    idle_in_transaction_session_timeout: 2 * limitMs,
    keepAlive: true,
    application_name: 'dailies',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === bigintOid ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  // Of connections that no one uses; the next use gets a new one.
  pool.on('error', () => undefined);
  return {
    db: new Kysely({
      dialect: new PostgresDialect({
        pool: {
          connect: async () => new Connection(await pool.connect()),
          end: () => pool.end(),
        },
      }),
      plugins: [new CamelCasePlugin()],
    }),
    shared: true,
    assertInPlace: () => undefined,
    isConflict: (error) => codeOf(error) === '23505',
    reasonOf: postgresReason,
    tell: async (db, text) => {
      await sql`select pg_notify(${noticeChannel}, ${text})`.execute(db);
    },
    listen: (onNotice) => listenForNotices(connectionString, onNotice),
    close: () => pool.end(),
  };
}

/** Modes of TLS that the driver takes for `verify-full`, but with a warning of several lines at each start. */
const asVerifyFull = new Set<string | null>(['prefer', 'require', 'verify-ca']);

/** The same URL, with the mode of TLS that the driver uses for it (docs/operating.md#tls). */
function withExplicitTls(url: string): string {
  const explicit = new URL(url);
  const { searchParams } = explicit;
  const isLibpq = searchParams.get('uselibpqcompat') === 'true';
  if (isLibpq || !asVerifyFull.has(searchParams.get('sslmode'))) return url;
  searchParams.set('sslmode', 'verify-full');
  return explicit.href;
}

/**
 * A connection that is closed instead of used again after anything but a plain error of SQL. One on which a statement ran
 * out of time may still be within a transaction, which the next user would commit.
 */
class Connection implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  #isBroken = false;
  readonly #onError = () => {
    this.#isBroken = true;
  };

  constructor(client: pg.PoolClient) {
    this.#client = client;
    // Without a listener the end of a connection in use would end the process.
    client.on('error', this.#onError);
  }

  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(
    text: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): PostgresCursor<R> | Promise<PostgresQueryResult<R>> {
    if (typeof text !== 'string') throw new Error('Cursors are not used.');
    return this.#run<R>(text, values);
  }

  release(): void {
    this.#client.off('error', this.#onError);
    this.#client.release(this.#isBroken);
  }

  async #run<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    // The rollback after a time-out would wait for another one.
    if (this.#isBroken) throw new Error('The connection is broken.');
    try {
      // pg types the same result more loosely than Kysely.
      return (await this.#client.query(text, [...values])) as unknown as PostgresQueryResult<R>;
    } catch (error) {
      this.#isBroken ||= !(error instanceof pg.DatabaseError);
      throw error;
    }
  }
}

/** What an error of PostgreSQL or of the way to it means. */
function postgresReason(error: unknown): TroubleReason {
  // No error of the server: the connection, or a limit of ours.
  if (!(error instanceof pg.DatabaseError)) return 'unreachable';
  const code = codeOf(error);
  if (code === '53100') return 'full';
  if (code === '25006' || code === '42501') return 'read_only';
  if (code.startsWith('28') || code === '3D000') return 'refused';
  if (code === '55P03') return 'locked';
  // Starting, stopping, too many connections, a statement that took too long.
  if (/^(57|53|08)/.test(code)) return 'unreachable';
  return 'other';
}
