import type { Kysely, Transaction } from 'kysely';
import type { Records } from './records.ts';
import type { PersonRow, Schema, SessionRow } from './schema.ts';

/** Someone who was seen, with the session that they were seen in; null when it is not one of ours. */
export type Sighting = { person: PersonRow; session: SessionRow | null };

/** Someone who has been here, and how many sessions of theirs are open. */
export type KnownPerson = PersonRow & { sessions: number };

/** Who has been here, and in which sessions, in the database. */
export class PeopleRecords {
  readonly #records: Records;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Writes who was seen. @throws RecordsTrouble */
  async save(sightings: readonly Sighting[]): Promise<void> {
    await this.#records.change([], async (db) => {
      // In one order, or two processes could wait for each other's rows.
      const people = sightings.map(({ person }) => person).sort(byId);
      const sessions = sightings.flatMap(({ session }) => session ?? []).sort(byId);
      for (const person of people) await savePerson(db, person);
      for (const session of sessions) await saveSession(db, session);
    });
  }

  /**
   * Those who were seen last, and how many there are.
   *
   * @param usedSince sessions that were not used since are over, in ms since 1970
   * @throws RecordsTrouble
   */
  async latest(
    limit: number,
    usedSince: number,
  ): Promise<{ people: KnownPerson[]; total: number }> {
    return await this.#records.read(async (db) => {
      const rows = await db
        .selectFrom('people')
        .selectAll()
        .orderBy('seenAt', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      const { total } = await db
        .selectFrom('people')
        .select((is) => is.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      const open = await openSessions(db, this.#records.clock.now(), usedSince);
      const people = rows.map((row) => ({ ...row, sessions: open.get(row.id) ?? 0 }));
      return { people, total: Number(total) };
    });
  }

  /** Forgets people who were not seen since, and sessions that have ended. @throws RecordsTrouble */
  async removeOld(notSeenSince: number): Promise<void> {
    const now = this.#records.clock.now();
    await this.#records.change([], async (db) => {
      await db.deleteFrom('people').where('seenAt', '<', notSeenSince).execute();
      await db.deleteFrom('sessions').where('endsAt', '<', now).execute();
    });
  }
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** Another process may have seen them later. */
async function savePerson(db: Transaction<Schema>, person: PersonRow): Promise<void> {
  const { id, ...seen } = person;
  await db
    .insertInto('people')
    .values(person)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(seen).where('people.seenAt', '<=', seen.seenAt),
    )
    .execute();
}

async function saveSession(db: Transaction<Schema>, session: SessionRow): Promise<void> {
  const { seenAt } = session;
  await db
    .insertInto('sessions')
    .values(session)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ seenAt }).where('sessions.seenAt', '<', seenAt),
    )
    .execute();
}

/** How many sessions of each person are open. */
async function openSessions(
  db: Kysely<Schema>,
  now: number,
  usedSince: number,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sessions')
    .leftJoin('endedSessions', 'endedSessions.id', 'sessions.id')
    .leftJoin('endedPeople', 'endedPeople.person', 'sessions.person')
    .select((is) => ['sessions.person', is.fn.countAll<number>().as('open')])
    .where('sessions.endsAt', '>', now)
    .where('sessions.seenAt', '>', usedSince)
    .where('endedSessions.id', 'is', null)
    .where((is) =>
      is.or([
        is('endedPeople.at', 'is', null),
        is('sessions.startedAt', '>', is.ref('endedPeople.at')),
      ]),
    )
    .groupBy('sessions.person')
    .execute();
  return new Map(rows.map(({ person, open }) => [person, Number(open)]));
}
