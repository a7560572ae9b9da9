import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import { retryAfter, UpstreamFault } from './errors.ts';
import { exchange, type Fetch } from './exchange.ts';

/** Who signs in at IAM, and where (metastudio-api 6.1). */
export type IamUser = {
  name: string;
  password: string;
  domain: string;
  /** Origin of IAM, `https://iam.{region}.myhuaweicloud.com`. */
  endpoint: string;
  projectId: string;
};

/** Gives the X-Auth-Token to send. */
export type TokenSource = {
  /**
   * @param budgetMs how long the caller can wait
   * @throws UpstreamFault `upstream_credentials` when IAM refuses, another code when it cannot be asked
   */
  current(budgetMs: number): Promise<string>;
  /** The token was refused; answers whether another one can be had. */
  renew(refused: string | undefined): boolean;
};

/** A token that somebody else made; it cannot be renewed. */
export function fixedToken(value: string): TokenSource {
  return { current: () => Promise.resolve(value), renew: () => false };
}

/** Renewed this long before it ends, of a life of 24 h. */
const renewBeforeMs = 30 * 60_000;
/** A refused sign-in is not repeated sooner: repeated wrong passwords lock the account (E07). */
const retryAfterMs = 10_000;
/** Nor is a throttled one before IAM's Retry-After, up to this. */
const maxRetryAfterMs = 60_000;
/** A token refused sooner is not to blame: another one would be refused as well. */
const minAgeMs = 60_000;
/** How long one sign-in may take, whoever waits for it. */
const signInMs = 10_000;

const TokenBody = z.object({ token: z.object({ expires_at: z.iso.datetime() }) });

type Held = { value: string; since: number; until: number };

/** A token fetched from IAM by password, shared by all calls: however many wait, one sign-in is under way. */
export function iamToken(user: IamUser, fetch: Fetch, clock: Clock): TokenSource {
  let held: Held | null = null;
  let pending: Promise<Held> | null = null;
  let failure: { fault: UpstreamFault; until: number } | null = null;

  const fetchOnce = async (): Promise<Held> => {
    try {
      held = await signIn(user, { fetch, clock });
      failure = null;
      return held;
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
      if (held && clock.now() < held.until) return held.value;
      if (failure && clock.now() < failure.until) throw failure.fault;
      pending ??= fetchOnce();
      return (await within(pending, budgetMs, clock)).value;
    },
    renew: (refused) => {
      // Another one is there already, or being fetched.
      if (held?.value !== refused) return true;
      if (held && clock.now() - held.since < minAgeMs) return false;
      held = null;
      return true;
    },
  };
}

/** The sign-in serves all who wait and goes on for the others; this caller gives up when its own time is over. */
async function within<T>(shared: Promise<T>, budgetMs: number, clock: Clock): Promise<T> {
  const limit = clock.timeout(budgetMs);
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new UpstreamFault('upstream_timeout', { sent: false }));
    limit.signal.addEventListener('abort', fail, { once: true });
  });
  try {
    return await Promise.race([shared, late]);
  } finally {
    limit.clear();
  }
}

async function signIn(
  user: IamUser,
  { fetch, clock }: { fetch: Fetch; clock: Clock },
): Promise<Held> {
  const now = clock.now();
  const answer = await exchange(
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
  const upstream = { status: answer.status, code: null, requestId: null };
  const value = answer.headers.get('x-subject-token');
  if (answer.status === 429) {
    const pause = retryAfter(answer.headers.get('retry-after'), now);
    throw new UpstreamFault('upstream_throttled', { upstream, retryAfterMs: pause });
  }
  if (answer.status !== 201 || !value) {
    const refused = answer.status >= 400 && answer.status < 500;
    throw new UpstreamFault(refused ? 'upstream_credentials' : 'upstream_error', { upstream });
  }
  return { value, since: now, until: expiry(answer.body) ?? now + renewBeforeMs };
}

function expiry(body: Uint8Array): number | null {
  try {
    const parsed = TokenBody.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    return parsed.success ? Date.parse(parsed.data.token.expires_at) - renewBeforeMs : null;
  } catch {
    return null;
  }
}
