import { randomBytes } from 'node:crypto';
import type { Role } from '../../contract/session.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import { Attempts } from './attempts.ts';
import type { User } from './roles.ts';
import { sameText } from './same-text.ts';
import type { SignIn, Visit } from './sign-in.ts';

/** A session ends after this, used or not (docs/promises.md#sessions). */
export const sessionLifeMs = 8 * 3_600_000;

/** Signs everyone in, with a role of their choice. For the simulator only. */
export function demoSignIn(clock: Clock): SignIn {
  const sessions = new Sessions(clock);
  const demo = (role: Role): User => ({ id: 'demo', name: 'Demo', role });
  const visitor: Visit = {
    user: demo('support'),
    session: null,
    isNew: false,
    lasts: () => true,
    renewed: null,
  };
  return {
    mode: 'demo',
    visit: async ({ cookie }) => sessions.visit(cookie) ?? visitor,
    start: (credentials) => ('role' in credentials ? sessions.add(demo(credentials.role)) : null),
    end: async (cookie) => sessions.remove(cookie),
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
  const attempts = new Attempts(clock);
  let used = false;
  return {
    mode: 'dev',
    visit: async ({ cookie }) => sessions.visit(cookie),
    start: (credentials) => {
      attempts.assertAllowed();
      if (!('token' in credentials) || used || !sameText(credentials.token, token)) {
        attempts.fail();
        return null;
      }
      attempts.succeed();
      used = !reusable;
      return sessions.add({ id: 'dev', name: 'Developer', role });
    },
    end: async (cookie) => sessions.remove(cookie),
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

  visit(id: string | null): Visit | null {
    const user = this.#user(id);
    return (
      user && {
        user,
        session: null,
        isNew: false,
        lasts: () => this.#user(id) !== null,
        renewed: null,
      }
    );
  }

  remove(id: string | null): void {
    if (id !== null) this.#users.delete(id);
  }

  #user(id: string | null): User | null {
    const session = id === null ? undefined : this.#users.get(id);
    return session && this.#clock.now() < session.until ? session.user : null;
  }
}
