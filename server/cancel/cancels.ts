import type { Cancellation, CancelReply } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import type { AppUsers } from '../auth/app-users.ts';
import { authorize, type User } from '../auth/roles.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { ProblemError } from '../lib/problem-error.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { CancelRecords } from '../records/cancel-records.ts';
import type { CancelRow } from '../records/schema.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import type { CancelCalls } from './calls.ts';
import { cancellationsOf, isUnderWay, isWatched, openCancellations } from './cancellation.ts';
import { Evidence } from './evidence.ts';
import { inTurn } from './in-turn.ts';
import { outcomeBefore } from './outcome.ts';
import { type ReadJob, readBack, readBefore, readBudgetMs } from './read-back.ts';
import { type CancelOrder, CancelRecorder } from './recorder.ts';
import { sendOnce } from './send.ts';
import { watchCancel } from './watch.ts';

export type CancelOptions = {
  /** @param appUser null for the jobs that are not one person's own */
  callsFor: (appUser: string | null) => CancelCalls;
  /** Whose jobs a person sees. */
  appUsers: AppUsers;
  records: CancelRecords;
  /** How long a cancel is read back before it is reported as unconfirmed, in ms. */
  readBackMs: number;
  /** How long a job must have waited after a cancel before another one may be sent; null: a minute. */
  tryAgainMs: number | null;
  clock: Clock;
  logger: Logger;
};

/** How often the cancel of another process is looked at, in ms. */
const lookAgainMs = 500;

/** The job as it was read before a cancel, or else what its reader is answered. */
type ReadBefore = { job: Job; reply: null } | { job: null; reply: CancelReply };

/** A cancel under way: its row as it was last recorded, and its answer. */
type Running = { row: CancelRow; reply: Promise<CancelReply> };

/**
 * Cancels jobs: records the order, reads the job, records that the request leaves, sends it once, and takes the outcome
 * from the job's own state (docs/promises.md#cancel). A request is not repeated unless it was certainly not processed: one
 * that seems to have failed may have worked, or may work later (docs/decisions/0006-cancel-reads-back.md).
 */
export class Cancels {
  readonly #options: CancelOptions;
  readonly #recorder: CancelRecorder;
  readonly #watchRead: (appUser: string | null, ...args: Parameters<ReadJob>) => Promise<Job>;
  /** All that were ordered and have no answer yet. */
  readonly #orders = new Set<Promise<CancelReply>>();
  /** Those that have their job's turn, by job. */
  readonly #running = new Map<string, Running>();
  /** Ids of the cancels that are watched. */
  readonly #watched = new Set<string>();

  constructor(options: CancelOptions) {
    this.#options = options;
    this.#watchRead = inTurn((appUser, ...args) => options.callsFor(appUser).read(...args));
    this.#recorder = new CancelRecorder(options);
  }

  /** @throws ProblemError `forbidden`, `no_app_user`; everything else is an outcome */
  async cancel(order: CancelOrder): Promise<CancelReply> {
    const reply = this.#take(order);
    this.#orders.add(reply);
    return await reply.finally(() => this.#orders.delete(reply));
  }

  async #take(order: CancelOrder): Promise<CancelReply> {
    const { appUsers, callsFor } = this.#options;
    const { allowed, why } = authorize(order.user, 'cancel', appUsers.owns);
    if (!allowed) {
      await this.#recorder.forbid(order, why);
      throw new ProblemError('forbidden');
    }
    const row = this.#recorder.rowOf(order, appUsers.of(order.user));
    // Before it takes the job's turn: an order for another person's job must not hold up theirs, nor share its outcome.
    const isSeen = row.appUser === null || callsFor(row.appUser).knows(order.jobId);
    if (!isSeen) {
      await this.#recorder.note(row, order.address);
      const { reply } = await this.#readFor(order, row);
      if (reply) return reply;
    }
    const running = this.#running.get(order.jobId);
    if (running) return await this.#join(order, row, running);
    const reply = this.#run(order, row, !isSeen).finally(() => this.#running.delete(order.jobId));
    this.#running.set(order.jobId, { row, reply });
    return await reply;
  }

  /**
   * Cancels of a job that a person sees, newest first.
   *
   * @throws ProblemError `records_unavailable`; UpstreamFault `job_not_found` for another person's job
   */
  of(jobId: string, user: User): Promise<Cancellation[]> {
    return cancellationsOf(jobId, user, this.#options);
  }

  /** Cancels of the jobs that a person sees, if not settled, newest first. @throws ProblemError `records_unavailable` */
  open(user: User): Promise<Cancellation[]> {
    return openCancellations(user, this.#options);
  }

  /**
   * Watches what writers without a heartbeat since `deadBefore` left open (docs/promises.md#cancel-after-a-crash).
   *
   * @param deadBefore in ms since 1970
   * @throws RecordsTrouble
   */
  async takeOver(deadBefore: number): Promise<void> {
    for (const row of await this.#options.records.takeOver(deadBefore)) {
      this.#watch(row, new Evidence(row.result ?? 'ambiguous', this.#options.tryAgainMs));
    }
  }

  /**
   * Waits at most `ms` for cancels under way, then records as unconfirmed those that may have been sent. The next start
   * watches them.
   */
  async drain(ms: number): Promise<void> {
    await Promise.race([Promise.allSettled(this.#orders), this.#options.clock.sleep(ms)]);
    const sent = [...this.#running.values()].filter(({ row }) => row.sentAt !== null);
    await Promise.all(sent.map(({ row }) => this.#recorder.settle(row, 'unconfirmed', null, null)));
  }

  /** A second click of the same person gets the result of the first; another person is on record too. */
  async #join(order: CancelOrder, row: CancelRow, running: Running): Promise<CancelReply> {
    if (row.person === running.row.person) return await running.reply;
    return await this.#recorder.join(row, order.address, running.row, running.reply);
  }

  /** Joins a cancel of the same job that another process has under way, and waits for its outcome. */
  async #joinElsewhere(order: CancelOrder, row: CancelRow): Promise<CancelReply> {
    const { records, clock, readBackMs } = this.#options;
    const answer = { job: null, auditId: row.id, joined: null, problem: null };
    const end = clock.now() + readBudgetMs + readBackMs;
    try {
      const first = (await records.open(row.jobId)).find(isUnderWay);
      // It has ended since.
      if (!first) return await this.#recorder.notSent(row, null, 'busy');
      let earlier: CancelRow | undefined = first;
      while (earlier && isUnderWay(earlier) && clock.now() < end) {
        await clock.sleep(lookAgainMs);
        earlier = (await records.of(row.jobId)).find(({ id }) => id === first.id);
      }
      const reply = { ...answer, outcome: earlier?.outcome ?? ('unconfirmed' as const) };
      return await this.#recorder.join(row, order.address, first, Promise.resolve(reply));
    } catch (error) {
      if (!(error instanceof RecordsTrouble)) throw error;
      return await this.#recorder.notSent(row, null, 'records_unavailable');
    }
  }

  async #run(order: CancelOrder, row: CancelRow, isNoted: boolean): Promise<CancelReply> {
    const committed = await this.#recorder.commit(row, order.address, isNoted);
    if (committed === 'taken') return await this.#joinElsewhere(order, row);
    if (committed !== true) return await this.#recorder.notSent(row, null, 'records_unavailable');
    const { job, reply } = await this.#readFor(order, row);
    if (reply) return reply;
    const { type: jobType, name: jobName, state: priorState } = job;
    return await this.#cancelJob(job, { ...row, jobType, jobName, priorState }, order);
  }

  /** Reads the job for a person who wants to cancel it; the answer to them when that does not work. */
  async #readFor({ jobId, hint }: CancelOrder, row: CancelRow): Promise<ReadBefore> {
    const { callsFor, clock } = this.#options;
    try {
      return { job: await readBefore(callsFor(row.appUser).read, clock, jobId, hint), reply: null };
    } catch (error) {
      if (!(error instanceof UpstreamFault)) {
        await this.#recorder.settle(row, 'not_sent', null, null);
        throw error;
      }
      const outcome = error.code === 'job_not_found' ? 'not_found' : 'not_sent';
      const { reply } = await this.#recorder.settle(row, outcome, null, null, error.summary);
      return { job: null, reply };
    }
  }

  async #cancelJob(
    job: Job,
    row: CancelRow,
    { again, address }: CancelOrder,
  ): Promise<CancelReply> {
    const outcome = outcomeBefore(job.state);
    if (outcome !== null) return (await this.#recorder.settle(row, outcome, job, null)).reply;
    // A type is never guessed: on the path of the other type the id could be that of another job.
    if (job.type === null) return await this.#recorder.notSent(row, job, 'upstream_malformed');
    let earlier: CancelRow | undefined;
    try {
      earlier = (await this.#options.records.open(row.jobId)).find(isWatched);
    } catch (error) {
      if (!(error instanceof RecordsTrouble)) throw error;
      return await this.#recorder.notSent(row, job, 'records_unavailable');
    }
    if (earlier && !(again && earlier.retryAt !== null)) {
      const answer = { outcome: 'unconfirmed', job, auditId: earlier.id } as const;
      const reply = Promise.resolve({ ...answer, joined: null, problem: null });
      return await this.#recorder.join(row, address, earlier, reply);
    }
    const sent = { ...row, sentAt: this.#options.clock.now() };
    const committed = await this.#recorder.commitSent(sent);
    if (committed !== true) return await this.#recorder.notSent(row, job, 'records_unavailable');
    const running = this.#running.get(row.jobId);
    if (running) running.row = sent;
    return await this.#sendAndReadBack(sent, job.type, job);
  }

  async #sendAndReadBack(row: CancelRow, type: JobType, before: Job): Promise<CancelReply> {
    const { jobId } = row;
    const { callsFor, clock, logger, readBackMs } = this.#options;
    const { read, send } = callsFor(row.appUser);
    const result = await sendOnce(() => send(type, jobId), { clock, logger });
    if (result.kind === 'not_sent') {
      return (await this.#recorder.settle(row, 'not_sent', before, result)).reply;
    }
    const evidence = new Evidence(result.kind, this.#options.tryAgainMs);
    const reader = { read, clock };
    const found = await readBack({ jobId, type }, evidence, reader, readBackMs).catch((error) => {
      // An error of ours says nothing about the request, which was sent.
      logger.error({ event: 'unexpected', ...errorFields(error) }, 'Read-back failed');
      return { outcome: null, job: null };
    });
    const job = found.job ?? before;
    const outcome = found.outcome ?? 'unconfirmed';
    const recorded = await this.#recorder.settle(row, outcome, job, result);
    if (found.outcome === null) this.#watch(recorded.row, evidence);
    return recorded.reply;
  }

  #watch(row: CancelRow, evidence: Evidence): void {
    const { clock, logger } = this.#options;
    if (this.#watched.has(row.id)) return;
    this.#watched.add(row.id);
    const watched = watchCancel(row, evidence, {
      read: (...args) => this.#watchRead(row.appUser, ...args),
      onMayTryAgain: (waiting) => this.#recorder.allowAgain(waiting),
      onEnd: (ended, outcome, job) => this.#recorder.settle(ended, outcome, job, null),
      clock,
      logger,
    });
    void watched.finally(() => this.#watched.delete(row.id));
  }
}
