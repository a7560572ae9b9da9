import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import { retryAfter, UpstreamFault } from './errors.ts';
import { exchange, type Fetch } from './exchange.ts';

/** The IAM user that signs in, and where (docs/metastudio.md#iam-token). */
export type IamUser = {
  name: string;
  password: string;
  domain: string;
  /** Origin of IAM, `https://iam.{region}.myhuaweicloud.com`. */
  endpoint: string;
  projectId: string;
};

/** Provides the X-Auth-Token. */
export type TokenSource = {
  /**
   * @param budgetMs how long the caller can wait
   * @throws UpstreamFault `upstream_credentials` when IAM refuses, another code when it cannot be asked
   */
  current(budgetMs: number): Promise<string>;
  /** Reports a refused token; returns whether {@link current} can provide another one. */
  renew(refused: string | undefined): boolean;
};

/** A given token, which cannot be renewed. */
export function fixedToken(value: string): TokenSource {
  return { current: () => Promise.resolve(value), renew: () => false };
}

/** A token, which lives 24 h, is renewed this long before its end (docs/promises.md#token-renewal). */
const renewBeforeMs = 30 * 60_000;
/** The least time between failed sign-ins: repeated wrong passwords lock the account. */
const retryAfterMs = 10_000;
/** The most of IAM's Retry-After that is waited for. */
const maxRetryAfterMs = 60_000;
/** A younger token is not renewed when it is refused: another one would be refused too. */
const minAgeMs = 60_000;
/** How long one sign-in may take. */
const signInMs = 10_000;

const TokenBody = z.object({ token: z.object({ expires_at: z.iso.datetime() }) });

type IssuedToken = { value: string; since: number; until: number };

/** A token from IAM by password. All calls share it and the sign-in that is under way. */
export function iamToken(user: IamUser, fetch: Fetch, clock: Clock): TokenSource {
  let issued: IssuedToken | null = null;
  let pending: Promise<IssuedToken> | null = null;
  let failure: { fault: UpstreamFault; until: number } | null = null;

  const fetchOnce = async (): Promise<IssuedToken> => {
    try {
      issued = await signIn(user, { fetch, clock });
      failure = null;
      return issued;
    } catch (error) {
      const fault =
        error instanceof UpstreamFault ? error : new UpstreamFault('upstream_malformed');
      const pause = Math.min(Math.max(retryAfterMs, fault.retryAfterMs ?? 0), maxRetryAfterMs);
      failure = { fault, until: clock.now() + pause };
      throw fault;
    } finally {
      pending = null;
    }
  };

  return {
    current: async (budgetMs) => {
      if (issued && clock.now() < issued.until) return issued.value;
      if (failure && clock.now() < failure.until) throw failure.fault;
      pending ??= fetchOnce();
      return (await waitFor(pending, budgetMs, clock)).value;
    },
    renew: (refused) => {
      // There is another one already, or a sign-in is under way.
      if (issued?.value !== refused) return true;
      if (issued && clock.now() - issued.since < minAgeMs) return false;
      issued = null;
      return true;
    },
  };
}

/** Waits `budgetMs` at most for a sign-in that other calls may wait for longer. */
async function waitFor<T>(shared: Promise<T>, budgetMs: number, clock: Clock): Promise<T> {
  const limit = clock.timeout(budgetMs);
  const timedOut = new Promise<never>((_, reject) => {
    const fail = () => reject(new UpstreamFault('upstream_timeout', { sent: false }));
    limit.signal.addEventListener('abort', fail, { once: true });
  });
  try {
    return await Promise.race([shared, timedOut]);
  } finally {
    limit.clear();
  }
}

async function signIn(
  user: IamUser,
  { fetch, clock }: { fetch: Fetch; clock: Clock },
): Promise<IssuedToken> {
  const now = clock.now();
  const reply = await exchange(
    { fetch, clock },
    `${user.endpoint}/v3/auth/tokens?nocatalog=true`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=utf8' },
      body: JSON.stringify({
        auth: {
          identity: {
            methods: ['password'],
            password: {
              user: { name: user.name, password: user.password, domain: { name: user.domain } },
            },
          },
          scope: { project: { id: user.projectId } },
        },
      }),
    },
    signInMs,
  );
  const upstream = { status: reply.status, code: null, requestId: null };
  const value = reply.headers.get('x-subject-token');
  if (reply.status === 429) {
    const pause = retryAfter(reply.headers.get('retry-after'), now);
    throw new UpstreamFault('upstream_throttled', { upstream, retryAfterMs: pause });
  }
  if (reply.status !== 201 || !value) {
    const refused = reply.status >= 400 && reply.status < 500;
    throw new UpstreamFault(refused ? 'upstream_credentials' : 'upstream_error', { upstream });
  }
  return { value, since: now, until: expiry(reply.body) ?? now + renewBeforeMs };
}

function expiry(body: Uint8Array): number | null {
  try {
    const parsed = TokenBody.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    return parsed.success ? Date.parse(parsed.data.token.expires_at) - renewBeforeMs : null;
  } catch {
    return null;
  }
}
