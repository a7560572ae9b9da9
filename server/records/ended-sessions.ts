import type { AuditLine, Records } from './records.ts';

/** What of a session decides whether it was ended. */
type SessionFacts = {
  id: string;
  person: string;
  /** In ms since 1970. */
  startedAt: number;
};

/** Sessions that were ended before their time, by whatever process: a sealed cookie alone would go on. */
export class EndedSessions {
  readonly #records: Records;
  readonly #ended = new Map<string, number>();
  /** When all sessions of a person were ended, in ms since 1970. */
  readonly #people = new Map<string, number>();

  constructor(records: Records) {
    this.#records = records;
  }

  has({ id, person, startedAt }: SessionFacts): boolean {
    return this.#ended.has(id) || startedAt <= (this.#people.get(person) ?? 0);
  }

  /** Ends a session here at once, elsewhere as soon as others look. @param until its own end, in ms since 1970 */
  async add(id: string, until: number, lines: AuditLine[] = []): Promise<void> {
    this.#ended.set(id, until);
    await this.#records.keep(lines, async (db) => {
      const insert = db.insertInto('endedSessions').values({ id, until });
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
      await this.#records.tell(db, { kind: 'sessions', id: null });
    });
  }

  /**
   * Ends all sessions of a person that have begun until now, or until `at`, here at once, elsewhere as soon as others look. It is on disk when
   * this resolves.
   *
   * @throws RecordsTrouble
   */
  async addAllOf(person: string, line: AuditLine, at = this.#records.clock.now()): Promise<void> {
    await this.#records.change([line], async (db) => {
      const insert = db.insertInto('endedPeople').values({ person, at });
      await insert
        .onConflict((conflict) =>
          // The clock of another process may be ahead: what it has ended stays ended.
          conflict.column('person').doUpdateSet({ at }).where('endedPeople.at', '<', at),
        )
        .execute();
      await this.#records.tell(db, { kind: 'sessions', id: null });
    });
    this.#note(person, at);
  }

  /** Takes in what others have ended, and forgets what would be over by now. @throws RecordsTrouble */
  async refresh(): Promise<void> {
    const now = this.#records.clock.now();
    for (const [id, until] of this.#ended) if (until < now) this.#ended.delete(id);
    const rows = await this.#records.read((db) =>
      db.selectFrom('endedSessions').selectAll().where('until', '>=', now).execute(),
    );
    for (const { id, until } of rows) this.#ended.set(id, until);
    const people = await this.#records.read((db) =>
      db.selectFrom('endedPeople').selectAll().execute(),
    );
    for (const { person, at } of people) this.#note(person, at);
  }

  /** @param lifeMs no session lasts for longer @throws RecordsTrouble */
  async removeOld(lifeMs: number): Promise<void> {
    const now = this.#records.clock.now();
    const over = now - lifeMs;
    for (const [person, at] of this.#people) if (at < over) this.#people.delete(person);
    await this.#records.change([], async (db) => {
      await db.deleteFrom('endedSessions').where('until', '<', now).execute();
      await db.deleteFrom('endedPeople').where('at', '<', over).execute();
    });
  }

  #note(person: string, at: number): void {
    this.#people.set(person, Math.max(at, this.#people.get(person) ?? 0));
  }
}
