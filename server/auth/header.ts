import type { Role } from '../../contract/session.ts';
import type { Addresses } from '../lib/addresses.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import { invalid, ProblemError } from '../lib/problem-error.ts';
import { singleLine } from '../lib/text.ts';
import { highestRole } from './roles.ts';
import { sameText } from './same-text.ts';
import { sessionLifeMs } from './sessions.ts';
import { type Presented, refuseCredentials, type SignIn } from './sign-in.ts';

/** How the proxy in front names people. */
export type HeaderRules = {
  /** Proxies that may speak for people. */
  proxies: Addresses;
  /** What the proxy sends as `X-Dailies-Secret`, which shows that the request really came through it. */
  secret: string;
  /** Names of headers, in lower case. */
  user: string;
  name: string | null;
  roles: string;
  /** Role of each group; a group that is not in it gives none. */
  roleMap: ReadonlyMap<string, Role>;
};

/** The header with the shared secret. */
const secretHeader = 'x-dailies-secret';

/** People of whom it is known that they are here, for the audit. */
const maxKnown = 10_000;
const maxNameLength = 64;
/** A stream ends after this, in ms, and its page opens another one. */
export const streamLifeMs = 600_000;

/**
 * Believes a proxy in front that names the person of each request (docs/promises.md#trusted-header). Everything has to be
 * right in each request: the proxy's address, the secret, and one unambiguous name.
 */
export function headerSignIn(rules: HeaderRules, clock: Clock): SignIn {
  const known = new Lru<string, { role: Role; until: number }>(maxKnown);
  return {
    mode: 'header',
    visit: async (request) => {
      const { peer } = request;
      if (peer === null || !rules.proxies.has(peer)) return null;
      assertSecret(request, rules.secret);
      const id = request.header(rules.user);
      if (id === null) return null;
      // A comma is what two headers of one name are joined with.
      if (!/^[\x21-\x2b\x2d-\x7e]{1,128}$/.test(id)) throw invalid(rules.user, 'is no user.');
      const role = highestRole(groupsOf(request.header(rules.roles), rules.roles), rules.roleMap);
      if (role === null) throw new ProblemError('no_role');
      const name = rules.name === null ? null : nameOf(request.header(rules.name), rules.name);
      const now = clock.now();
      const before = known.get(id);
      const isNew = before === undefined || before.role !== role || before.until <= now;
      const until = isNew ? now + sessionLifeMs : before.until;
      if (isNew) known.set(id, { role, until });
      // The proxy decides over each request anew: a stream has to come back to it now and then, and ends with the role.
      const lasts = () =>
        clock.now() < now + streamLifeMs && (known.get(id)?.role ?? role) === role;
      return {
        user: { id, name: name || id, role, login: id },
        session: null,
        isNew,
        lasts,
        renewed: null,
      };
    },
    start: refuseCredentials,
    end: async () => undefined,
  };
}

function assertSecret(request: Presented, secret: string): void {
  const shown = request.header(secretHeader);
  if (shown !== null && sameText(shown, secret)) return;
  throw new ProblemError('unauthenticated', { detail: 'The proxy’s secret is missing or wrong.' });
}

function groupsOf(text: string | null, header: string): string[] {
  if (text === null) return [];
  if (!/^[\x20-\x7e]{0,8192}$/.test(text))
    throw invalid(header, 'has other characters than ASCII.');
  return text.split(',').map((group) => group.trim());
}

/** A name in UTF-8, which Node hands over byte by byte. */
function nameOf(text: string | null, header: string): string | null {
  if (text === null) return null;
  try {
    const bytes = Buffer.from(text, 'latin1');
    return singleLine(new TextDecoder('utf-8', { fatal: true }).decode(bytes), maxNameLength);
  } catch {
    throw invalid(header, 'is not UTF-8.');
  }
}
