import { createHash, randomUUID } from 'node:crypto';
import { type Role, roles, type SignInProblem } from '../../contract/session.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import { singleLine } from '../lib/text.ts';
import { type IdentityProvider, isUnreachable, type PendingSignIn } from './identity-provider.ts';
import type { LogoutTokens } from './logout-tokens.ts';
import { safeReturnTo } from './return-to.ts';
import { highestRole, type User } from './roles.ts';
import type { SessionKeys } from './session-keys.ts';
import { sessionLifeMs } from './sessions.ts';
import { refuseCredentials, type SignIn, type Visit } from './sign-in.ts';

/** A session ends when nothing was asked for so long (docs/promises.md#sessions). */
export const idleMs = 3_600_000;
/** The cookie is renewed when it is older than this, so that most replies have none. */
const renewAfterMs = 300_000;
/** A sign-in that takes longer has to begin anew. */
export const pendingLifeMs = 600_000;
const maxNameLength = 64;
/** Opened cookies and last visits that are remembered. */
const maxRemembered = 10_000;

/** Sessions that have been ended before their time. */
type EndedSessions = {
  has(session: { id: string; person: string; startedAt: number }): boolean;
  /** @param until when the session would have ended, in ms since 1970 */
  add(id: string, until: number, lines?: AuditLine[]): Promise<void>;
  /** @param at until when sessions have begun that are ended, in ms since 1970 */
  addAllOf(person: string, line: AuditLine, at: number): Promise<void>;
};

type AuditLine = {
  person: null;
  action: 'session.ended';
  subject: string | null;
  detail: { by: 'provider'; tokenId: string };
};

export type SingleSignOnOptions = {
  provider: IdentityProvider;
  logoutTokens: Pick<LogoutTokens, 'read'>;
  roleMap: ReadonlyMap<string, Role>;
  keys: SessionKeys;
  ended: EndedSessions;
  clock: Clock;
};

/** A way back from the provider: into a session, or why not. */
export type Returned = {
  returnTo: string;
  /** Null when the sign-in did not work. */
  session: { cookie: string; user: User } | null;
  problem: SignInProblem | null;
  /** Whom the provider named, if it did. */
  subject: string | null;
  /** The error that it failed with, for the log. */
  error: unknown;
};

type Claims = {
  id: string;
  user: User;
  /** A hash of the session's id at the provider; null when it has none. */
  providerSession: string | null;
  signedInAt: number;
  seenAt: number;
  endsAt: number;
};
/** When a session was last used here, whatever its cookie says; one object for all of its cookies. */
type LastUse = { at: number };
type Opened = Claims & { lastUse: LastUse };

/** Sign-in by an OpenID provider, with sessions that any process with the same keys knows. */
export class SingleSignOn implements SignIn {
  readonly mode = 'oidc';
  readonly #options: SingleSignOnOptions;
  readonly #opened = new Lru<string, Opened>(maxRemembered);
  readonly #lastUses = new Lru<string, LastUse>(maxRemembered);

  constructor(options: SingleSignOnOptions) {
    this.#options = options;
  }

  async visit({ cookie }: { cookie: string | null }): Promise<Visit | null> {
    const claims = cookie === null ? null : await this.#open(cookie);
    if (claims === null || !this.#lasts(claims)) return null;
    const now = this.#options.clock.now();
    claims.lastUse.at = now;
    const isOld = now - claims.seenAt > renewAfterMs;
    return {
      user: claims.user,
      session: { id: claims.id, startedAt: claims.signedInAt, endsAt: claims.endsAt },
      isNew: false,
      lasts: () => this.#lasts(claims),
      renewed: isOld ? () => this.#seal({ ...claims, seenAt: now }) : null,
    };
  }

  start(): never {
    return refuseCredentials();
  }

  async end(cookie: string | null): Promise<void> {
    const claims = cookie === null ? null : await this.#open(cookie);
    if (claims !== null) await this.#options.ended.add(claims.id, claims.endsAt);
  }

  /** The way to the provider, and what the browser has to bring back. */
  async begin(callbackUrl: string, returnTo: string | null) {
    const { provider, keys, clock } = this.#options;
    const { url, pending } = await provider.begin(callbackUrl);
    const claims = { ...pending, returnTo: safeReturnTo(returnTo) };
    const until = Math.floor((clock.now() + pendingLifeMs) / 1000);
    return { url, state: pending.state, sealed: await keys.seal('sign-in', claims, until) };
  }

  /**
   * The way back from the provider.
   *
   * @param callback the URL that the provider sent the browser to
   * @param sealed what {@link begin} made for this state, if the browser has brought it
   */
  async finish(callback: URL, sealed: string | null): Promise<Returned> {
    const { provider, roleMap, keys, clock } = this.#options;
    const failed = { returnTo: '/', session: null, subject: null, error: null };
    const pending = pendingOf(sealed === null ? null : await keys.open('sign-in', sealed));
    if (pending === null) return { ...failed, problem: 'expired' };
    const returnTo = safeReturnTo(pending.returnTo);
    try {
      const identity = await provider.finish(callback, pending);
      const { subject, name, login, groups } = identity;
      const role = highestRole(groups, roleMap);
      if (role === null) return { ...failed, returnTo, subject, problem: 'no_role' };
      const now = clock.now();
      const shown = singleLine(name ?? subject, maxNameLength);
      const user = { id: subject, name: shown, role, login: shortOrNull(login) };
      const providerSession = hashOrNull(identity.session);
      const claims = { id: randomUUID(), user, providerSession, signedInAt: now, seenAt: now };
      const cookie = await this.#seal({ ...claims, endsAt: now + sessionLifeMs });
      return { returnTo, session: { cookie, user }, problem: null, subject, error: null };
    } catch (error) {
      const problem = isUnreachable(error) ? 'unavailable' : 'refused';
      return { ...failed, returnTo, problem, error };
    }
  }

  /**
   * Ends what a provider says has ended (OpenID Connect Back-Channel Logout 1.0): one session, or all of a person that have begun
   * until it said so.
   *
   * @returns false when the token is not the provider's word
   * @throws RecordsTrouble when the end of all of a person's sessions is not on disk
   */
  async endByProvider(token: string): Promise<boolean> {
    const { logoutTokens, ended, clock } = this.#options;
    const told = await logoutTokens.read(token);
    if (told === null) return false;
    const { id: tokenId, session, subject, at } = told;
    const detail = { by: 'provider', tokenId } as const;
    const line = { person: null, action: 'session.ended', subject, detail } as const;
    const id = hashOrNull(session);
    if (id !== null) await ended.add(id, clock.now() + sessionLifeMs, [line]);
    else if (subject !== null) await ended.addAllOf(subject, line, at);
    return true;
  }

  async signOutUrl(returnUrl: string): Promise<URL | null> {
    return await this.#options.provider.signOutUrl(returnUrl);
  }

  #lasts({ id, user, providerSession, lastUse, signedInAt, endsAt }: Opened): boolean {
    const { clock, ended } = this.#options;
    const now = clock.now();
    const facts = { id, person: user.id, startedAt: signedInAt };
    if (providerSession !== null && ended.has({ ...facts, id: providerSession })) return false;
    return now < endsAt && now < lastUse.at + idleMs && !ended.has(facts);
  }

  async #seal({ id, user, providerSession, signedInAt, seenAt, endsAt }: Claims): Promise<string> {
    const { name, role, login } = user;
    const times = { signedInAt, seenAt, endsAt };
    const claims = { sub: user.id, sid: id, name, role, login, providerSession, ...times };
    return await this.#options.keys.seal('session', claims, Math.floor(endsAt / 1000));
  }

  async #open(cookie: string): Promise<Opened | null> {
    const known = this.#opened.get(cookie);
    if (known) return known;
    const claims = await this.#options.keys.open('session', cookie);
    const role = roles.find((one) => one === claims?.role);
    if (claims === null || role === undefined) return null;
    const { sub, sid, name, login, providerSession, signedInAt, seenAt, endsAt } = claims;
    const id = String(sid);
    const lastUse = this.#lastUses.get(id) ?? { at: 0 };
    lastUse.at = Math.max(lastUse.at, Number(seenAt));
    this.#lastUses.set(id, lastUse);
    const opened = {
      id,
      user: { id: String(sub), name: String(name), role, login: textOrNull(login) },
      providerSession: textOrNull(providerSession),
      signedInAt: Number(signedInAt),
      seenAt: Number(seenAt),
      endsAt: Number(endsAt),
      lastUse,
    };
    this.#opened.set(cookie, opened);
    return opened;
  }
}

function pendingOf(
  claims: Record<string, unknown> | null,
): (PendingSignIn & { returnTo: string }) | null {
  if (claims === null) return null;
  const { state, nonce, verifier, returnTo } = claims;
  return {
    state: String(state),
    nonce: String(nonce),
    verifier: String(verifier),
    returnTo: String(returnTo),
  };
}

function textOrNull(claim: unknown): string | null {
  return typeof claim === 'string' ? claim : null;
}

/** Ids of the provider have any length, and no place beside ours. */
function hashOrNull(id: string | null): string | null {
  return id === null ? null : createHash('sha256').update(`provider ${id}`).digest('base64url');
}

/** A login that is too long for an app user anyway has no place in the cookie. */
function shortOrNull(login: string | null): string | null {
  return login !== null && login.length <= maxNameLength ? login : null;
}
