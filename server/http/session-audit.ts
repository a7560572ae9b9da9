import type { ProblemCode } from '../../contract/problem.ts';
import type { SignInMode, SignInProblem } from '../../contract/session.ts';
import type { User } from '../auth/roles.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { Records } from '../records/records.ts';
import { clientAddress } from './client-address.ts';
import type { AppContext } from './env.ts';
import type { Site } from './site.ts';

type Action = 'session.started' | 'session.ended' | 'session.refused';

export type SessionAuditOptions = {
  records: Pick<Records, 'keep'>;
  mode: SignInMode;
  site: Site;
  clock: Clock;
  logger: Logger;
};

/** One line a minute for each reason: a misconfigured proxy repeats it with each request, and anyone can send nonsense. */
const rejectedEveryMs = 60_000;

/** Keeps who signed in and out, and who was refused. Nothing waits for the database. */
export class SessionAudit {
  readonly #options: SessionAuditOptions;
  readonly #rejectedAt = new Map<string, number>();
  #refused = 0;

  constructor(options: SessionAuditOptions) {
    this.#options = options;
  }

  /** @param more what else is known; never anything that signs in */
  note(c: AppContext, action: Action, user: User | null, more: Record<string, string> = {}): void {
    this.#log(action);
    this.#write(c, action, user, more);
  }

  /** A request that does not prove who sent it. */
  noteRejected(c: AppContext, reason: ProblemCode | SignInProblem): void {
    this.#log('session.refused');
    const now = this.#options.clock.now();
    if (now < (this.#rejectedAt.get(reason) ?? 0) + rejectedEveryMs) return;
    this.#rejectedAt.set(reason, now);
    this.#write(c, 'session.refused', null, { reason });
  }

  #log(action: Action): void {
    this.#options.logger.debug({ event: 'session', action }, 'Session');
  }

  #write(c: AppContext, action: Action, user: User | null, more: Record<string, string>): void {
    const { records, mode, site, logger } = this.#options;
    const requestId = c.get('requestId');
    const role = user?.role ?? null;
    const detail = { requestId, mode, role, address: clientAddress(c, site), ...more };
    void records.keep([{ person: user?.id ?? null, action, subject: null, detail }]);
    if (action !== 'session.refused') return;
    this.#refused++;
    const fields = { event: 'sign_in_refused', requestId, refused: this.#refused, ...more };
    logger.warn(fields, 'Sign-in refused');
  }
}
