import type { Presented, SignIn, Visit } from '../auth/sign-in.ts';
import { invalid, ProblemError } from '../lib/problem-error.ts';
import type { People } from '../people/people.ts';
import { peerAddress } from './client-address.ts';
import type { AppContext } from './env.ts';
import type { SessionAudit } from './session-audit.ts';
import { cookiesOf } from './session-cookie.ts';
import type { Site } from './site.ts';

export type IdentifyDependencies = {
  signIn: SignIn;
  site: Site;
  sessionAudit: SessionAudit;
  people: Pick<People, 'note'>;
};

/** What a request shows of the person who sent it. */
export function presented(c: AppContext, site: Site): Presented {
  return {
    cookie: cookiesOf(c)[site.cookieName] || null,
    header: (name) => {
      // Fetch's headers join several of one name to one value, in which an attacker's would come first.
      const sent = c.env?.incoming?.headersDistinct[name]?.length ?? 0;
      if (sent > 1) throw invalid(name, 'was sent more than once.');
      return c.req.header(name) ?? null;
    },
    peer: peerAddress(c),
  };
}

/** Who sent a request; without a visit the problem says why there is none. */
export async function identify(
  c: AppContext,
  { signIn, site, sessionAudit, people }: IdentifyDependencies,
): Promise<{ visit: Visit; problem: null } | { visit: null; problem: ProblemError }> {
  try {
    const visit = await signIn.visit(presented(c, site));
    if (!visit) return { visit: null, problem: new ProblemError('unauthenticated') };
    people.note(visit.user, visit.session);
    if (visit.isNew) sessionAudit.note(c, 'session.started', visit.user);
    return { visit, problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    sessionAudit.noteRejected(c, error.code);
    return { visit: null, problem: error };
  }
}
