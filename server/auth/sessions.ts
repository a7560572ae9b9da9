import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Role } from '../../contract/session.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import type { User } from './roles.ts';

/** A session ends after this, used or not (docs/promises.md#sessions). */
export const sessionLifeMs = 8 * 3_600_000;

/** One way to sign in, with the sessions that it started. */
export type SignIn = {
  readonly mode: 'demo' | 'dev';
  /** The user of a session; null when there is none. */
  user(sessionId: string | null): User | null;
  /** Starts a session and returns its id; null when the credentials are wrong. */
  start(credentials: { token: string } | { role: Role }): string | null;
  end(sessionId: string | null): void;
};

/** Signs everyone in, with a role of their choice. For the simulator only. */
export function demoSignIn(clock: Clock): SignIn {
  const sessions = new Sessions(clock);
  const demo = (role: Role): User => ({ id: 'demo', name: 'Demo', roles: [role] });
  return {
    mode: 'demo',
    user: (id) => sessions.user(id) ?? demo('support'),
    start: (credentials) => ('role' in credentials ? sessions.add(demo(credentials.role)) : null),
    end: (id) => sessions.remove(id),
  };
}

/**
 * Signs in with a token, for one person on one machine.
 *
 * @param reusable true for a token from the settings; one that was generated at start works once
 *   (docs/promises.md#start-up-token)
 */
export function devSignIn(token: string, reusable: boolean, role: Role, clock: Clock): SignIn {
  const sessions = new Sessions(clock);
  let used = false;
  return {
    mode: 'dev',
    user: (id) => sessions.user(id),
    start: (credentials) => {
      if (!('token' in credentials) || used || !sameText(credentials.token, token)) return null;
      used = !reusable;
      return sessions.add({ id: 'dev', name: 'Developer', roles: [role] });
    },
    end: (id) => sessions.remove(id),
  };
}

/** A random token of 256 bits. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

class Sessions {
  readonly #users = new Lru<string, { user: User; until: number }>(1000);
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(user: User): string {
    const id = randomToken();
    this.#users.set(id, { user, until: this.#clock.now() + sessionLifeMs });
    return id;
  }

  user(id: string | null): User | null {
    const session = id === null ? undefined : this.#users.get(id);
    return session && this.#clock.now() < session.until ? session.user : null;
  }

  remove(id: string | null): void {
    if (id !== null) this.#users.delete(id);
  }
}

/** Compares in constant time. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
