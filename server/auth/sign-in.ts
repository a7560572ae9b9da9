import type { Role, SignInMode } from '../../contract/session.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { User } from './roles.ts';

/** What a request shows of the person who sent it. */
export type Presented = {
  /** Value of the session cookie. */
  cookie: string | null;
  /** A header of the request. @throws ProblemError `invalid_request` when it was sent more than once */
  header(name: string): string | null;
  /** The address at the other end of the connection. */
  peer: string | null;
};

/** A session of ours. Times in ms since 1970. */
export type SessionTimes = { id: string; startedAt: number; endsAt: number };

/** A signed-in person. */
export type Visit = {
  user: User;
  /** Null when the session is not one that others of our processes know. */
  session: SessionTimes | null;
  /** True for the first request of a session that no sign-in here has started. */
  isNew: boolean;
  /** Whether the session still lasts; asked while a stream is open. */
  lasts(): boolean;
  /** What the session cookie is to be from now on; null when it stays as it is. */
  renewed: (() => Promise<string>) | null;
};

/** One way to sign in, with the sessions that it started. */
export type SignIn = {
  readonly mode: SignInMode;
  /**
   * Who sent a request; null when no one is signed in.
   *
   * @throws ProblemError when what was presented is wrong: `unauthenticated`, `invalid_request`, `no_role`
   */
  visit(request: Presented): Promise<Visit | null>;
  /**
   * Starts a session and returns its cookie; null when the credentials are wrong.
   *
   * @throws ProblemError `too_many_attempts`; `forbidden` where people sign in elsewhere
   */
  start(credentials: { token: string } | { role: Role }): string | null;
  /** Ends the session of a cookie. */
  end(cookie: string | null): Promise<void>;
};

/** Answers credentials where people sign in elsewhere. Not on the audit: anyone could fill it. */
export function refuseCredentials(): never {
  throw new ProblemError('forbidden', { detail: 'People sign in elsewhere here.' });
}
