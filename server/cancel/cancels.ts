import { randomUUID } from 'node:crypto';
import type { Cancellation, CancelOutcome, CancelReply } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import type { ProblemSummary } from '../../contract/problem.ts';
import type { JobState } from '../../contract/state.ts';
import { authorize, type User } from '../auth/roles.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { CancelAccepted } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { Audit } from './audit.ts';
import { outcomeBefore, type Sending, sendingOf } from './outcome.ts';
import { type ReadJob, readBack, watch } from './read-back.ts';
import type { Intent } from './record.ts';

/** A cancel as asked for. */
export type CancelOrder = {
  jobId: string;
  hint: JobType | null;
  reason: string | null;
  user: User;
  requestId: string;
};

export type CancelOptions = {
  read: ReadJob;
  /** Sends the request, once. @throws UpstreamFault */
  send: (type: JobType, jobId: string) => Promise<CancelAccepted>;
  audit: Audit;
  /** Told of every job found to have left WAITING, so that no older copy of it is shown any more. */
  onChange: (job: Job) => void;
  /** How long a cancel is read back before it is reported as unconfirmed, in ms. */
  readBackMs: number;
  clock: Clock;
  logger: Logger;
};

const readBudgetMs = 12_000;
/** The longest wait before a throttled request is sent again. */
const resendWithinMs = 5000;

const keyRefused: ReadonlySet<string> = new Set(['upstream_credentials', 'upstream_clock_skew']);

type Fields = Omit<Intent, 'kind'>;

/**
 * Cancels jobs truthfully: reads the job, writes down what is about to be done, sends the request once, and then
 * believes nothing but the job's own state (reliability 3.4). A request is never repeated unless it was turned away
 * unseen: one that seemed to fail may have worked, or may work later.
 */
export class Cancels {
  readonly #options: CancelOptions;
  /** Cancels under way, by job: a second click gets the first one's result. */
  readonly #running = new Map<string, Promise<CancelReply>>();
  /** Jobs whose cancel is sent and not confirmed, with the audit id of it. */
  readonly #watched = new Map<string, string>();

  constructor(options: CancelOptions) {
    this.#options = options;
    // A crash between intent and outcome left these behind; what became of them is found out now.
    for (const intent of options.audit.open()) this.#watch(intent);
  }

  /** @throws ProblemError `forbidden`; everything else is an outcome */
  async cancel(order: CancelOrder): Promise<CancelReply> {
    if (!authorize(order.user, 'cancel')) throw new ProblemError('forbidden');
    const running = this.#running.get(order.jobId);
    if (running) return await running;
    const mine = this.#carryOut(order).finally(() => this.#running.delete(order.jobId));
    this.#running.set(order.jobId, mine);
    return await mine;
  }

  /** Cancels of a job so far, newest first. */
  of(jobId: string): Cancellation[] {
    return this.#options.audit.of(jobId);
  }

  /**
   * Waits for those under way, `ms` at most, and writes down as unconfirmed what may have been sent by then; all that is
   * unconfirmed is watched again after the next start.
   */
  async drain(ms: number): Promise<void> {
    const { audit, clock } = this.#options;
    const all = Promise.allSettled([...this.#running.values()]);
    await Promise.race([all, clock.sleep(ms)]);
    const cutOff = audit.open().filter((intent) => this.#running.has(intent.jobId));
    await Promise.all(cutOff.map((intent) => this.#settle(intent, 'unconfirmed', null, null)));
  }

  async #carryOut(order: CancelOrder): Promise<CancelReply> {
    const { audit, clock } = this.#options;
    const fields: Fields = {
      auditId: randomUUID(),
      at: isoTime(clock.now()),
      requestId: order.requestId,
      jobId: order.jobId,
      jobType: order.hint,
      by: { id: order.user.id, name: order.user.name, role: order.user.roles.join(',') },
      reason: order.reason,
      priorState: null,
    };
    let job: Job;
    try {
      job = await this.#read(order.jobId, order.hint, readBudgetMs);
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      const outcome = error.code === 'job_not_found' ? 'not_found' : 'not_sent';
      return await this.#decline(fields, outcome, null, error.summary);
    }
    const known = { ...fields, jobType: job.type, priorState: job.state };
    const outcome = outcomeBefore(job.state);
    const open = this.#watched.get(order.jobId);
    if (outcome === null && open !== undefined) {
      return { outcome: 'unconfirmed', job, auditId: open, problem: null };
    }
    if (outcome !== null) return await this.#decline(known, outcome, job, null);
    // The path of the other type would be somebody else's job, or nobody's: a type is never guessed.
    if (job.type === null) {
      const unknown: ProblemSummary = { code: 'upstream_malformed', upstream: null };
      return await this.#decline(known, 'not_sent', job, unknown);
    }
    const intent: Intent = { kind: 'intent', ...known };
    try {
      await audit.intend(intent);
    } catch (error) {
      const event = 'audit_unwritable';
      this.#options.logger.error({ event, ...errorFields(error) }, 'Cancel refused: no audit');
      const unwritten: ProblemSummary = { code: 'internal', upstream: null };
      return { outcome: 'not_sent', job, auditId: intent.auditId, problem: unwritten };
    }
    return await this.#send(intent, job.type, job);
  }

  async #send(intent: Intent, type: JobType, before: Job): Promise<CancelReply> {
    const { jobId } = intent;
    const { clock, readBackMs } = this.#options;
    const sending = await this.#sendOnce(type, jobId);
    if (sending.kind === 'not_sent') return await this.#settle(intent, 'not_sent', before, sending);
    // Refused for who we are: nothing was done, and reading would be refused as well.
    if (sending.kind === 'declined' && keyRefused.has(sending.fault.code)) {
      return await this.#settle(intent, 'refused', before, sending);
    }
    const finding = await readBack({ jobId, type }, sending.kind, this.#read, {
      clock,
      windowMs: readBackMs,
    });
    const job = finding.job ?? before;
    if (finding.outcome) return await this.#settle(intent, finding.outcome, job, sending);
    // A plain no stays one although the job could not be read since.
    if (sending.kind === 'declined') return await this.#settle(intent, 'refused', job, sending);
    const reply = await this.#settle(intent, 'unconfirmed', job, sending);
    this.#watch(intent);
    return reply;
  }

  async #sendOnce(type: JobType, jobId: string): Promise<Sending> {
    const { send, clock } = this.#options;
    const attempt = async (): Promise<Sending> => {
      try {
        return { kind: 'accepted', ...(await send(type, jobId)) };
      } catch (error) {
        if (error instanceof UpstreamFault) return sendingOf(error);
        // A mistake of ours, after which it may have been sent all the same.
        this.#options.logger.error({ event: 'unexpected', ...errorFields(error) }, 'Cancel failed');
        return { kind: 'ambiguous', fault: new UpstreamFault('internal') };
      }
    };
    const first = await attempt();
    // Throttled means turned away at the gate, so that once more is safe; if it can be soon.
    if (first.kind !== 'not_sent' || first.fault.code !== 'upstream_throttled') return first;
    const pause = first.fault.retryAfterMs ?? 1000;
    if (pause > resendWithinMs) return first;
    await clock.sleep(pause);
    return await attempt();
  }

  /** Tells of what it reads at once: a job kept while something was sent may be older than the copies by then. */
  readonly #read: ReadJob = async (jobId, type, budgetMs) => {
    const job = await this.#options.read(jobId, type, budgetMs);
    if (job.state !== 'WAITING') this.#options.onChange(job);
    return job;
  };

  async #decline(
    fields: Fields,
    outcome: CancelOutcome,
    job: Job | null,
    why: ProblemSummary | null,
  ): Promise<CancelReply> {
    await this.#options.audit.decline({ kind: 'declined', ...fields, outcome });
    this.#log(fields, outcome, job?.state ?? null);
    return { outcome, job, auditId: fields.auditId, problem: why };
  }

  async #settle(
    intent: Intent,
    outcome: CancelOutcome,
    job: Job | null,
    sending: Sending | null,
    final = outcome !== 'unconfirmed',
  ): Promise<CancelReply> {
    const { audit, clock } = this.#options;
    const fault = sending && sending.kind !== 'accepted' ? sending.fault : null;
    const accepted = sending?.kind === 'accepted' ? sending : null;
    await audit.settle({
      kind: 'outcome',
      auditId: intent.auditId,
      at: isoTime(clock.now()),
      outcome,
      final,
      finalState: job?.state ?? null,
      answer: accepted
        ? { status: accepted.status, code: null, requestId: accepted.requestId }
        : (fault?.upstream ?? null),
    });
    this.#log(intent, outcome, job?.state ?? null);
    const telling = outcome !== 'canceled' && outcome !== 'already_canceled';
    return {
      outcome,
      job,
      auditId: intent.auditId,
      problem: telling && fault ? fault.summary : null,
    };
  }

  #watch(intent: Intent): void {
    const { jobId, jobType, auditId } = intent;
    const { clock, logger } = this.#options;
    this.#watched.set(jobId, auditId);
    void watch({ jobId, type: jobType, since: Date.parse(intent.at) }, this.#read, clock)
      .then(({ outcome, job }) => this.#settle(intent, outcome, job, null, true))
      .catch((error: unknown) => {
        logger.error({ event: 'watch_failed', auditId, ...errorFields(error) }, 'Watch failed');
      })
      .finally(() => {
        if (this.#watched.get(jobId) === auditId) this.#watched.delete(jobId);
      });
  }

  #log(fields: Fields, outcome: CancelOutcome, state: JobState | null): void {
    const { auditId, requestId } = fields;
    this.#options.logger.info(
      { event: 'cancel', auditId, requestId, outcome, state, role: fields.by.role },
      'Cancel',
    );
  }
}
