import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { hashOf, noHash } from './audit-chain.ts';
import type { Engine } from './engine.ts';
import { insertAll } from './insert-all.ts';
import { hear, type Notice, noticeText } from './notices.ts';
import type { Schema } from './schema.ts';
import { RecordsTrouble, type TroubleReason, troubleWords } from './trouble.ts';

/** What a line of the audit says, besides when. */
export type AuditLine = {
  /** Who did it; null when no one did, as when a watched job ends. */
  person: string | null;
  action: string;
  subject: string | null;
  detail: Record<string, unknown>;
};

/** What is written in one transaction, besides the audit. */
export type Work = (db: Transaction<Schema>) => Promise<void>;

/** An error of the program's own logic, which says nothing about the database. */
export class RecordsRefusal extends Error {}

type Change = { lines: readonly AuditLine[]; work: Work };

/** How long a change waits for the lock of another program, in ms. */
const lockWaitMs = 2000;

/** After a failure changes fail at once for so long, in ms: each would wait for the same time-out. */
const failFastMs = 1000;

/** The most changes that are kept while the database is away. */
const mostKept = 10_000;

/** What people do, in a database. Every change is one transaction together with its lines of the audit. */
export class Records {
  readonly engine: Engine;
  readonly clock: Clock;
  /** The name of this process in the database. */
  readonly writer = randomUUID();
  readonly #logger: Logger;
  /** One change at a time: the chain has one head. */
  #last: Promise<unknown> = Promise.resolve();
  #trouble: { reason: TroubleReason; at: number } | null = null;
  #kept: Change[] = [];

  constructor(engine: Engine, { clock, logger }: { clock: Clock; logger: Logger }) {
    this.engine = engine;
    this.clock = clock;
    this.#logger = logger;
  }

  /** Why changes cannot be written, in words for the operator; null when all is well. */
  trouble(): string | null {
    try {
      this.engine.assertInPlace();
    } catch (error) {
      return troubleWords[this.#reasonOf(error)];
    }
    return this.#trouble && troubleWords[this.#trouble.reason];
  }

  /**
   * Makes a change with its lines of the audit; it is on disk when this resolves.
   *
   * @throws RecordsTrouble when it is not, as far as is known; RecordsRefusal of `work`
   */
  async change(lines: readonly AuditLine[], work: Work = nothing): Promise<void> {
    await this.#inTurn(async () => {
      await this.#flush();
      await this.#write({ lines, work });
    });
  }

  /** Makes a change that has to be made, later when it cannot be made now. Never throws. */
  async keep(lines: readonly AuditLine[], work: Work = nothing): Promise<void> {
    this.#kept.push({ lines, work });
    if (this.#kept.length > mostKept) {
      this.#kept.shift();
      this.#logger.error({ event: 'records_lost' }, 'A change that was kept is lost');
    }
    await this.#inTurn(() => this.#flush());
  }

  /** @throws RecordsTrouble */
  async read<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    // A full disk can still be read.
    if (this.#trouble?.reason === 'unreachable' && this.#failsFast()) {
      throw new RecordsTrouble('unreachable');
    }
    try {
      this.engine.assertInPlace();
      return await work(this.engine.db);
    } catch (error) {
      throw this.#note(error);
    }
  }

  /** Tells other processes, once the transaction is committed. */
  async tell(db: Transaction<Schema>, notice: Notice): Promise<void> {
    await this.engine.tell(db, noticeText(this.writer, notice));
  }

  /** Calls `listener` with what other processes tell, until the returned function is called. */
  onNotice(listener: (notice: Notice) => void): () => void {
    return this.engine.listen((text) => hear(text, this.writer, listener));
  }

  /** How many processes have shown since `aliveSince`, in ms since 1970, that they live; this one among them. */
  async countWriters(aliveSince: number): Promise<number> {
    const { count } = await this.read((db) =>
      db
        .selectFrom('writers')
        .select((is) => is.fn.countAll<number>().as('count'))
        .where((is) => is.or([is('heartbeatAt', '>=', aliveSince), is('id', '=', this.writer)]))
        .executeTakeFirstOrThrow(),
    );
    return Math.max(1, count);
  }

  /** Shows that this process lives, and writes what was kept. Never throws. */
  async beat(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#write({ lines: [], work: nothing }).catch(() => undefined);
      await this.#flush();
    });
  }

  /** Writes what was kept, if it can be, and tells others that this process has ended. */
  async close(): Promise<void> {
    const leave: Work = async (db) => {
      await db
        .updateTable('writers')
        .set({ heartbeatAt: 0 })
        .where('id', '=', this.writer)
        .execute();
    };
    await this.#inTurn(async () => {
      await this.#flush();
      if (!this.#trouble) await this.#write({ lines: [], work: leave }).catch(() => undefined);
    });
    await this.engine.close();
  }

  async #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    await done;
  }

  async #flush(): Promise<void> {
    for (let next = this.#kept[0]; next; next = this.#kept[0]) {
      try {
        await this.#write(next);
      } catch (error) {
        if (error instanceof RecordsTrouble) {
          const fields = { event: 'records_kept', waiting: this.#kept.length };
          this.#logger.error({ ...fields, reason: error.reason }, 'Records cannot be written');
          return;
        }
        this.#logger.warn({ event: 'records_dropped', ...errorFields(error) }, 'Change dropped');
      }
      this.#kept.shift();
    }
  }

  async #write(change: Change): Promise<void> {
    if (this.#failsFast()) throw new RecordsTrouble(this.#trouble?.reason ?? 'other');
    const end = this.clock.now() + lockWaitMs;
    for (;;) {
      try {
        this.engine.assertInPlace();
        await this.engine.db.transaction().execute((db) => this.#apply(db, change));
        // A file that was deleted meanwhile took the change with it.
        this.engine.assertInPlace();
        this.#recover();
        return;
      } catch (error) {
        if (error instanceof RecordsRefusal) throw error;
        const isLocked = this.#reasonOf(error) === 'locked';
        if (!isLocked || this.clock.now() >= end) throw this.#note(error);
        await this.clock.sleep(50);
      }
    }
  }

  async #apply(db: Transaction<Schema>, { lines, work }: Change): Promise<void> {
    const now = this.clock.now();
    // Also takes the lock of this writer's row: a transaction whose end was not heard of cannot mix with this one.
    const known = await db
      .updateTable('writers')
      .set({ heartbeatAt: now })
      .where('id', '=', this.writer)
      .returning(['seq', 'hash'])
      .executeTakeFirst();
    const head = known ?? (await this.#join(db, now));
    await work(db);
    if (lines.length === 0) return;
    let { seq, hash } = head;
    const rows = lines.map(({ detail, ...line }) => {
      seq++;
      const text = JSON.stringify(detail);
      const row = { writer: this.writer, seq, at: now, ...line, detail: text, prevHash: hash };
      hash = hashOf(row);
      return { ...row, hash };
    });
    await insertAll(db, rows, (row) => db.insertInto('audit').values(row).compile());
    await db.updateTable('writers').set({ seq, hash }).where('id', '=', this.writer).execute();
  }

  async #join(db: Transaction<Schema>, now: number): Promise<{ seq: number; hash: string }> {
    const head = { seq: 0, hash: noHash };
    const cut = { cutSeq: 0, cutHash: noHash };
    const row = { id: this.writer, startedAt: now, heartbeatAt: now, ...head, ...cut };
    await db.insertInto('writers').values(row).execute();
    return head;
  }

  #failsFast(): boolean {
    return this.#trouble !== null && this.clock.now() < this.#trouble.at + failFastMs;
  }

  #reasonOf(error: unknown): TroubleReason {
    return error instanceof RecordsTrouble ? error.reason : this.engine.reasonOf(error);
  }

  #note(error: unknown): RecordsTrouble {
    const reason = this.#reasonOf(error);
    if (this.#trouble?.reason !== reason) {
      const fields = { event: 'records_trouble', reason, ...errorFields(error) };
      this.#logger.error(fields, 'The database cannot be used');
    }
    this.#trouble = { reason, at: this.clock.now() };
    return new RecordsTrouble(reason, error);
  }

  #recover(): void {
    if (this.#trouble === null) return;
    this.#logger.info({ event: 'records_recovered' }, 'The database can be used again');
    this.#trouble = null;
  }
}

const nothing: Work = async () => undefined;
