import { mostPeople, type PeopleList } from '../../contract/people.ts';
import { authorize, type User } from '../auth/roles.ts';
import type { SessionTimes } from '../auth/sign-in.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { Lru } from '../lib/lru.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { EndedSessions } from '../records/ended-sessions.ts';
import { type KnownPerson, PeopleRecords, type Sighting } from '../records/people-records.ts';
import type { Records } from '../records/records.ts';
import { RecordsTrouble } from '../records/trouble.ts';

export type PeopleOptions = {
  records: Records;
  /** Null where sessions are not ours to end. */
  endedSessions: EndedSessions | null;
  /** A session that was not used for so long is over, in ms. */
  idleMs: number;
  clock: Clock;
  logger: Logger;
};

/** An administrator's order, with what the audit says of it. */
export type PeopleOrder = { user: User; requestId: string; address: string | null };

/** How often someone who is here is written down, in ms. */
const noteEveryMs = 180_000;
/** People and sessions of whom it is known when they were written down. */
const maxNoted = 10_000;

type Noted = { at: number; name: string; role: string };

/** Who has been here, and the end of their sessions. */
export class People {
  readonly #options: PeopleOptions;
  readonly #records: PeopleRecords;
  readonly #noted = new Lru<string, Noted>(maxNoted);
  /** Sightings that are not written yet, by person and session. */
  readonly #pending = new Map<string, Sighting>();

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.#records = new PeopleRecords(options.records);
  }

  /** Notes that someone is here, in memory: no request waits for the database. */
  note({ id, name, role }: User, session: SessionTimes | null): void {
    const now = this.#options.clock.now();
    const key = JSON.stringify([id, session?.id]);
    const before = this.#noted.get(key);
    const isSame = before?.name === name && before.role === role;
    if (before && isSame && Math.abs(now - before.at) < noteEveryMs) return;
    this.#noted.set(key, { at: now, name, role });
    if (this.#pending.size >= maxNoted) return;
    const person = { id, name, role, seenAt: now };
    this.#pending.set(key, {
      person,
      session: session && { ...session, person: id, seenAt: now },
    });
  }

  /** Writes down who was noted; later when that cannot be done now. @throws RecordsTrouble */
  async write(): Promise<void> {
    if (this.#pending.size === 0) return;
    const sightings = new Map(this.#pending);
    await this.#records.save([...sightings.values()]);
    for (const [key, sighting] of sightings) {
      if (this.#pending.get(key) === sighting) this.#pending.delete(key);
    }
  }

  /** Those who were here last. @throws ProblemError `forbidden`, `records_unavailable` */
  async list(order: PeopleOrder): Promise<PeopleList> {
    await this.#authorize(order, null);
    const { endedSessions, idleMs, clock } = this.#options;
    // A full disk can still be read.
    await this.write().catch(onlyTrouble);
    try {
      const { people, total } = await this.#records.latest(
        mostPeople,
        clock.now() - idleMs - noteEveryMs,
      );
      return { people: people.map((row) => personOf(row, endedSessions !== null)), total };
    } catch (error) {
      throw asProblem(error);
    }
  }

  /**
   * Ends all sessions of a person: here at once, on other processes within some seconds.
   *
   * @throws ProblemError `forbidden`, `records_unavailable`, `not_found` where sessions are not ours to end
   */
  async endSessions(id: string, order: PeopleOrder): Promise<void> {
    await this.#authorize(order, id);
    const { endedSessions } = this.#options;
    if (endedSessions === null) throw new ProblemError('not_found');
    try {
      await endedSessions.addAllOf(id, lineOf('people.sessions_ended', id, order));
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** Forgets people who were not seen since a time, in ms since 1970. @throws RecordsTrouble */
  async removeOld(notSeenSince: number): Promise<void> {
    await this.#records.removeOld(notSeenSince);
  }

  async #authorize(order: PeopleOrder, subject: string | null): Promise<void> {
    if (authorize(order.user, 'people', () => false).allowed) return;
    const { records, logger } = this.#options;
    const fields = {
      event: 'forbidden',
      requestId: order.requestId,
      action: 'people',
      role: order.user.role,
    };
    logger.info(fields, 'Not allowed');
    await records.keep([lineOf('people.forbidden', subject, order)]);
    throw new ProblemError('forbidden');
  }
}

function personOf({ id, name, role, seenAt, sessions }: KnownPerson, isOurs: boolean) {
  return { id, name, role, lastSeenAt: isoTime(seenAt), sessions: isOurs ? sessions : null };
}

function lineOf(action: string, subject: string | null, order: PeopleOrder) {
  const { user, requestId, address } = order;
  const detail = { requestId, name: user.name, role: user.role, address };
  return { person: user.id, action, subject, detail };
}

function onlyTrouble(error: unknown): void {
  if (!(error instanceof RecordsTrouble)) throw error;
}

function asProblem(error: unknown): unknown {
  return error instanceof RecordsTrouble ? new ProblemError('records_unavailable') : error;
}
