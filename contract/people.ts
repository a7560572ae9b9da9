import type { Role } from './session.ts';

/** Someone who has been here. */
type Person = {
  id: string;
  /** As they were called when they were last seen, like the role. */
  name: string;
  role: Role;
  lastSeenAt: string;
  /** Sessions that are open; null where sessions are kept by someone else, such as a proxy in front. */
  sessions: number | null;
};

/** Reply of `GET /api/people`: those who were seen last, at most `mostPeople` of `total`. */
export type PeopleList = { people: Person[]; total: number };

/** How many people are told of. */
export const mostPeople = 500;

/** Longest id of a person, in characters. */
export const maxPersonIdLength = 255;
