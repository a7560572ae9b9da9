import type { CancelOutcome } from '../../contract/cancel.ts';
import type { JobState } from '../../contract/state.ts';
import { settleJoined, settleLeftJoined } from './joined-cancels.ts';
import { type AuditLine, type Records, RecordsRefusal, type Work } from './records.ts';
import type { CancelRow } from './schema.ts';
import { RecordsTrouble } from './trouble.ts';

/** Another process took this cancel over, or has one of the same job under way. */
export class CancelTaken extends RecordsRefusal {}

/** How many settled cancels are read at one time. */
const toldAtOnce = 1000;

const toldColumns = [
  'appUser',
  'id',
  'jobId',
  'jobType',
  'sentAt',
  'settledAt',
  'outcome',
  'result',
  'correctedAt',
] as const;

/** What was told of a settled cancel, and what it was told by. */
export type ToldCancel = Pick<CancelRow, (typeof toldColumns)[number]>;

/** The cancels in the database. A row is changed by the writer that owns it, and by no other. */
export class CancelRecords {
  readonly #records: Records;
  readonly #account: string;

  /** @param account the MetaStudio that cancels go to; rows of others are not seen */
  constructor(records: Records, account: string) {
    this.#records = records;
    this.#account = account;
  }

  /** What a new row has that is not of the order. */
  get origin(): Pick<CancelRow, 'account' | 'owner'> {
    return { account: this.#account, owner: this.#records.writer };
  }

  /** Writes a row as it is now. @throws RecordsTrouble when it is not on disk, CancelTaken */
  async save(row: CancelRow, ...lines: AuditLine[]): Promise<void> {
    await this.#records.change(lines, this.#saving(row));
  }

  /** Writes a row as it is now, later when it cannot be written now. Never throws. */
  async keep(row: CancelRow, ...lines: AuditLine[]): Promise<void> {
    await this.#records.keep(lines, this.#saving(row));
  }

  /** Writes a line about a cancel that has no row. Never throws. */
  async note(line: AuditLine): Promise<void> {
    await this.#records.keep([line]);
  }

  /** Cancels of a job, newest first. @throws RecordsTrouble */
  async of(jobId: string): Promise<CancelRow[]> {
    return await this.#records.read((db) =>
      db
        .selectFrom('cancels')
        .selectAll()
        .where('account', '=', this.#account)
        .where('jobId', '=', jobId)
        .orderBy('requestedAt', 'desc')
        .orderBy('id', 'desc')
        .execute(),
    );
  }

  /** Cancels of one job or of all that are not settled, newest first, without those that joined another. @throws RecordsTrouble */
  async open(jobId: string | null = null): Promise<CancelRow[]> {
    return await this.#records.read((db) =>
      db
        .selectFrom('cancels')
        .selectAll()
        .where('account', '=', this.#account)
        .where('settledAt', 'is', null)
        .where('joined', 'is', null)
        .$if(jobId !== null, (cancels) => cancels.where('jobId', '=', jobId))
        .orderBy('requestedAt', 'desc')
        .limit(1000)
        .execute(),
    );
  }

  /**
   * What was told of cancels that were settled since `since`, in ms since 1970, newest first, without those that joined
   * another and those for which nothing was sent because it could not be: a thousand at one time.
   *
   * @param after the last one of those before; null for the newest
   * @throws RecordsTrouble
   */
  async told(since: number, after: ToldCancel | null = null): Promise<ToldCancel[]> {
    return await this.#records.read((db) =>
      db
        .selectFrom('cancels')
        .select(toldColumns)
        .where('account', '=', this.#account)
        .where('settledAt', '>=', since)
        .where('outcome', '!=', 'not_sent')
        .where('joined', 'is', null)
        .$if(after !== null, (cancels) =>
          cancels.where((is) =>
            is(
              is.refTuple('settledAt', 'id'),
              '<',
              is.tuple(after?.settledAt ?? 0, after?.id ?? ''),
            ),
          ),
        )
        .orderBy('settledAt', 'desc')
        .orderBy('id', 'desc')
        .limit(toldAtOnce)
        .execute(),
    );
  }

  /**
   * Corrects the outcome of a settled cancel and of those that joined it, whatever process settled it.
   *
   * @throws RecordsTrouble, CancelTaken when another process has corrected it
   */
  async correct(
    { id, jobId, outcome: from }: ToldCancel,
    outcome: CancelOutcome,
    finalState: JobState,
  ): Promise<void> {
    const now = this.#records.clock.now();
    const correction = { outcome, finalState, correctedAt: now, correctedFrom: from };
    const detail = { auditId: id, from, outcome, finalState };
    const line = { person: null, action: 'cancel.corrected', subject: jobId, detail };
    await this.#records.change([line], async (db) => {
      const settled = db
        .updateTable('cancels')
        .set(correction)
        .where('account', '=', this.#account)
        .where('jobId', '=', jobId)
        .where('settledAt', 'is not', null)
        .where('outcome', '=', from);
      const own = await settled.where('id', '=', id).returning('id').executeTakeFirst();
      if (!own) throw new CancelTaken();
      await settled.where('joined', '=', id).execute();
    });
  }

  /**
   * Takes over what writers without a heartbeat since `deadBefore` left open. What was certainly not sent is settled as
   * such, and its job is free again; returned is what may have been sent, now `unconfirmed`.
   *
   * @param deadBefore in ms since 1970
   * @throws RecordsTrouble when nothing could be taken over
   */
  async takeOver(deadBefore: number): Promise<CancelRow[]> {
    const now = this.#records.clock.now();
    const { writer } = this.#records;
    const found = await this.#records.read((db) => this.#abandoned(db, deadBefore));
    const taken: CancelRow[] = [];
    for (const { id, owner, sentAt } of found) {
      const isOpen = sentAt !== null;
      const outcome = isOpen ? ('unconfirmed' as const) : ('not_sent' as const);
      const line = {
        person: null,
        action: isOpen ? 'cancel.unconfirmed' : 'cancel.settled',
        subject: null,
        detail: { auditId: id, outcome, takenOverFrom: owner },
      };
      try {
        await this.#records.change([line], async (db) => {
          const row = await db
            .updateTable('cancels')
            .set({ owner: writer, outcome, settledAt: isOpen ? null : now })
            .where('id', '=', id)
            .where('owner', '=', owner)
            .where('settledAt', 'is', null)
            .returningAll()
            .executeTakeFirst();
          // Another process was faster.
          if (!row) throw new CancelTaken();
          // Watched also when the end of this transaction is not heard of: who does not own it cannot change it.
          if (isOpen) taken.push(row);
          else await settleJoined(db, row);
        });
      } catch (error) {
        if (error instanceof RecordsTrouble && taken.length > 0) return taken;
        if (!(error instanceof CancelTaken)) throw error;
      }
    }
    await this.#records.change([], settleLeftJoined);
    return taken;
  }

  async #abandoned(db: Records['engine']['db'], deadBefore: number) {
    return await db
      .selectFrom('cancels')
      .leftJoin('writers', 'writers.id', 'cancels.owner')
      .select(['cancels.id', 'cancels.owner', 'cancels.sentAt'])
      .where('cancels.account', '=', this.#account)
      .where('cancels.settledAt', 'is', null)
      .where('cancels.joined', 'is', null)
      .where('cancels.owner', '!=', this.#records.writer)
      .where((is) =>
        is.or([is('writers.id', 'is', null), is('writers.heartbeatAt', '<', deadBefore)]),
      )
      .orderBy('cancels.requestedAt')
      .execute();
  }

  #saving(row: CancelRow): Work {
    return async (db) => {
      const { id, account, appUser, jobId, requestedAt, owner, ...changing } = row;
      try {
        const saved = await db
          .insertInto('cancels')
          .values(row)
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet(changing).where('cancels.owner', '=', owner),
          )
          .returning('id')
          .executeTakeFirst();
        if (!saved) throw new CancelTaken();
      } catch (error) {
        if (this.#records.engine.isConflict(error)) throw new CancelTaken();
        throw error;
      }
      if (row.settledAt === null) return;
      await settleJoined(db, row);
      if (row.sentAt !== null) await this.#records.tell(db, { kind: 'job', id: jobId });
    };
  }
}
