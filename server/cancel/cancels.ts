import { randomUUID } from 'node:crypto';
import type { Cancellation, CancelReply } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import { authorize, type User } from '../auth/roles.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { CancelAccepted } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { Audit } from './audit.ts';
import { confirmAfterMs, Evidence } from './evidence.ts';
import { outcomeBefore } from './outcome.ts';
import { type ReadJob, readBack, readBudgetMs } from './read-back.ts';
import type { Intent } from './record.ts';
import { CancelRecorder, type RecordedRequest } from './recorder.ts';
import { sendOnce } from './send.ts';
import { Watches } from './watches.ts';

/** A person's request to cancel a job. */
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
  /** How long a cancel is read back before it is reported as unconfirmed, in ms. */
  readBackMs: number;
  clock: Clock;
  logger: Logger;
};

/**
 * Cancels jobs: reads the job, records the intent, sends the request once, and takes the outcome from the job's own state
 * (docs/promises.md#cancel). A request is not repeated unless it was certainly not processed: one that seems to have
 * failed may have worked, or may work later (docs/decisions/0006-cancel-reads-back.md).
 */
export class Cancels {
  readonly #options: CancelOptions;
  readonly #recorder: CancelRecorder;
  readonly #watches: Watches;
  /** Cancels under way, by job: a second click gets the result of the first. */
  readonly #running = new Map<string, Promise<CancelReply>>();

  constructor(options: CancelOptions) {
    const { audit, clock, logger } = options;
    this.#options = options;
    this.#recorder = new CancelRecorder({ audit, clock, logger });
    this.#watches = new Watches({
      read: options.read,
      onEnd: (intent, outcome, job) => this.#recorder.settle(intent, outcome, job, null, true),
      clock,
      logger,
    });
    // Cancels that an earlier process left without an outcome (docs/promises.md#cancel-after-a-crash).
    for (const { intent, result } of audit.open()) {
      this.#watches.start(intent, new Evidence(result));
    }
  }

  /** @throws ProblemError `forbidden`; everything else is an outcome */
  async cancel(order: CancelOrder): Promise<CancelReply> {
    if (!authorize(order.user, 'cancel')) throw new ProblemError('forbidden');
    const running = this.#running.get(order.jobId);
    if (running) return await running;
    const reply = this.#run(order).finally(() => this.#running.delete(order.jobId));
    this.#running.set(order.jobId, reply);
    return await reply;
  }

  /** Cancels of a job, newest first. */
  of(jobId: string): Cancellation[] {
    return this.#options.audit.of(jobId);
  }

  /**
   * Waits at most `ms` for cancels under way, then records as unconfirmed those that may have been sent. The next start
   * watches them.
   */
  async drain(ms: number): Promise<void> {
    const { audit, clock } = this.#options;
    const all = Promise.allSettled([...this.#running.values()]);
    await Promise.race([all, clock.sleep(ms)]);
    const unfinished = audit.open().filter(({ intent }) => this.#running.has(intent.jobId));
    await Promise.all(
      unfinished.map(({ intent }) => this.#recorder.settle(intent, 'unconfirmed', null, null)),
    );
  }

  async #run(order: CancelOrder): Promise<CancelReply> {
    const request = {
      auditId: randomUUID(),
      at: isoTime(this.#options.clock.now()),
      requestId: order.requestId,
      jobId: order.jobId,
      jobType: order.hint,
      by: { id: order.user.id, name: order.user.name, role: order.user.roles.join(',') },
      reason: order.reason,
      priorState: null,
    };
    let job: Job;
    try {
      job = await this.#readBefore(order);
    } catch (error) {
      if (!(error instanceof UpstreamFault)) throw error;
      const outcome = error.code === 'job_not_found' ? 'not_found' : 'not_sent';
      return await this.#recorder.decline(request, outcome, null, error.summary);
    }
    return await this.#cancelJob(job, { ...request, jobType: job.type, priorState: job.state });
  }

  /** Reads the job that is to be canceled; a job that is not found is looked for a second time. */
  async #readBefore({ jobId, hint }: CancelOrder): Promise<Job> {
    try {
      return await this.#options.read(jobId, hint, readBudgetMs);
    } catch (error) {
      if (!(error instanceof UpstreamFault) || error.code !== 'job_not_found') throw error;
      await this.#options.clock.sleep(confirmAfterMs);
      return await this.#options.read(jobId, hint, readBudgetMs);
    }
  }

  async #cancelJob(job: Job, request: RecordedRequest): Promise<CancelReply> {
    const outcome = outcomeBefore(job.state);
    if (outcome !== null) return await this.#recorder.decline(request, outcome, job, null);
    const watched = this.#watches.auditIdOf(request.jobId);
    if (watched !== undefined) {
      return { outcome: 'unconfirmed', job, auditId: watched, problem: null };
    }
    // A type is never guessed: on the path of the other type the id could be that of another job.
    if (job.type === null) {
      const problem = { code: 'upstream_malformed', upstream: null } as const;
      return await this.#recorder.decline(request, 'not_sent', job, problem);
    }
    const intent: Intent = { kind: 'intent', ...request };
    if (!(await this.#recorder.intend(intent))) {
      const problem = { code: 'internal', upstream: null } as const;
      return { outcome: 'not_sent', job, auditId: intent.auditId, problem };
    }
    return await this.#sendAndReadBack(intent, job.type, job);
  }

  async #sendAndReadBack(intent: Intent, type: JobType, before: Job): Promise<CancelReply> {
    const { jobId } = intent;
    const { read, send, clock, logger, readBackMs } = this.#options;
    const recorder = this.#recorder;
    const result = await sendOnce(() => send(type, jobId), { clock, logger });
    if (result.kind === 'not_sent')
      return await recorder.settle(intent, 'not_sent', before, result);
    const evidence = new Evidence(result.kind);
    const reader = { read, clock };
    const found = await readBack({ jobId, type }, evidence, reader, readBackMs);
    const job = found.job ?? before;
    const reply = await recorder.settle(intent, found.outcome ?? 'unconfirmed', job, result);
    if (found.outcome === null) this.#watches.start(intent, evidence);
    return reply;
  }
}
