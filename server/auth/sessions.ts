import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Role } from '../../contract/session.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import type { User } from './roles.ts';

/** A session ends after this, used or not (reliability 2.3). */
export const sessionLifeMs = 8 * 3_600_000;

export type SignIn = {
  readonly mode: 'demo' | 'dev';
  /** The user of a session cookie's value; null is nobody. */
  user(sessionId: string | null): User | null;
  /** A new session for what was presented, or null when that is not good enough. */
  start(given: { token: string } | { role: Role }): string | null;
  end(sessionId: string | null): void;
};

/** Everybody is in, as the role they like to try. For the simulator only. */
export function demoSignIn(clock: Clock): SignIn {
  const sessions = new Sessions(clock);
  const demo = (role: Role): User => ({ id: 'demo', name: 'Demo', roles: [role] });
  return {
    mode: 'demo',
    user: (id) => sessions.user(id) ?? demo('support'),
    start: (given) => ('role' in given ? sessions.add(demo(given.role)) : null),
    end: (id) => sessions.remove(id),
  };
}

/**
 * One machine, one person: who has the token is in.
 *
 * @param reusable true for a token that was set for scripts; one made up at start is good for one sign-in (A23)
 */
export function devSignIn(token: string, reusable: boolean, role: Role, clock: Clock): SignIn {
  const sessions = new Sessions(clock);
  let spent = false;
  return {
    mode: 'dev',
    user: (id) => sessions.user(id),
    start: (given) => {
      if (!('token' in given) || spent || !sameText(given.token, token)) return null;
      spent = !reusable;
      return sessions.add({ id: 'dev', name: 'Developer', roles: [role] });
    },
    end: (id) => sessions.remove(id),
  };
}

/** A token that cannot be guessed. */
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

/** Compares without telling by its duration how much was right. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
