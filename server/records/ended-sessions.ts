import type { Records } from './records.ts';

/** Sessions that were ended before their time, by whatever process: a sealed cookie alone would go on. */
export class EndedSessions {
  readonly #records: Records;
  readonly #ended = new Map<string, number>();

  constructor(records: Records) {
    this.#records = records;
  }

  has(id: string): boolean {
    return this.#ended.has(id);
  }

  /** Ends a session here at once, elsewhere as soon as others look. @param until its own end, in ms since 1970 */
  async add(id: string, until: number): Promise<void> {
    this.#ended.set(id, until);
    await this.#records.keep([], async (db) => {
      const insert = db.insertInto('endedSessions').values({ id, until });
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
    });
  }

  /** Takes in what others have ended, and forgets what would be over by now. @throws RecordsTrouble */
  async refresh(): Promise<void> {
    const now = this.#records.clock.now();
    for (const [id, until] of this.#ended) if (until < now) this.#ended.delete(id);
    const rows = await this.#records.read((db) =>
      db.selectFrom('endedSessions').selectAll().where('until', '>=', now).execute(),
    );
    for (const { id, until } of rows) this.#ended.set(id, until);
  }

  /** @throws RecordsTrouble */
  async removeOld(): Promise<void> {
    const now = this.#records.clock.now();
    await this.#records.change([], async (db) => {
      await db.deleteFrom('endedSessions').where('until', '<', now).execute();
    });
  }
}
