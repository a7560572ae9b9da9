import type { Cancellation, CancelReply } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import type { ProblemCode } from '../../contract/problem.ts';
import { authorize, type Owns } from '../auth/roles.ts';
import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { CancelAccepted } from '../metastudio/client.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import type { CancelRecords } from '../records/cancel-records.ts';
import type { CancelRow } from '../records/schema.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import { cancellationOf } from './cancellation.ts';
import { confirmAfterMs, Evidence } from './evidence.ts';
import { inTurn } from './in-turn.ts';
import { outcomeBefore } from './outcome.ts';
import { type ReadJob, readBack, readBudgetMs } from './read-back.ts';
import { type CancelOrder, CancelRecorder, type Recorded } from './recorder.ts';
import { sendOnce } from './send.ts';
import { watchCancel } from './watch.ts';

export type CancelOptions = {
  read: ReadJob;
  /** Sends the request, once. @throws UpstreamFault */
  send: (type: JobType, jobId: string) => Promise<CancelAccepted>;
  records: CancelRecords;
  /** Whether jobs are known to be a person's own. */
  owns: Owns;
  /** How long a cancel is read back before it is reported as unconfirmed, in ms. */
  readBackMs: number;
  /** How long a job must have waited after a cancel before another one may be sent; null: a minute. */
  tryAgainMs: number | null;
  clock: Clock;
  logger: Logger;
};

/** How often the cancel of another process is looked at, in ms. */
const lookAgainMs = 500;

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
  readonly #watchRead: ReadJob;
  readonly #running = new Map<string, Running>();
  /** Ids of the cancels that are watched. */
  readonly #watched = new Set<string>();

  constructor(options: CancelOptions) {
    this.#options = options;
    this.#watchRead = inTurn(options.read);
    this.#recorder = new CancelRecorder(options);
  }

  /** @throws ProblemError `forbidden`; everything else is an outcome */
  async cancel(order: CancelOrder): Promise<CancelReply> {
    const { allowed, why } = authorize(order.user, 'cancel', this.#options.owns);
    if (!allowed) {
      await this.#recorder.forbid(order, why);
      throw new ProblemError('forbidden');
    }
    const running = this.#running.get(order.jobId);
    if (running) return await this.#join(order, running);
    const row = this.#recorder.rowOf(order);
    const reply = this.#run(order, row).finally(() => this.#running.delete(order.jobId));
    this.#running.set(order.jobId, { row, reply });
    return await reply;
  }

  /** Cancels of a job, newest first. @throws ProblemError `records_unavailable` */
  async of(jobId: string): Promise<Cancellation[]> {
    return await this.#told(this.#options.records.of(jobId));
  }

  /** Cancels of all jobs that are not settled, newest first. @throws ProblemError `records_unavailable` */
  async open(): Promise<Cancellation[]> {
    return await this.#told(this.#options.records.open());
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
    const all = Promise.allSettled([...this.#running.values()].map(({ reply }) => reply));
    await Promise.race([all, this.#options.clock.sleep(ms)]);
    const sent = [...this.#running.values()].filter(({ row }) => row.sentAt !== null);
    await Promise.all(sent.map(({ row }) => this.#recorder.settle(row, 'unconfirmed', null, null)));
  }

  async #told(rows: Promise<CancelRow[]>): Promise<Cancellation[]> {
    try {
      return (await rows).map(cancellationOf);
    } catch (error) {
      if (error instanceof RecordsTrouble) throw new ProblemError('records_unavailable');
      throw error;
    }
  }

  /** A second click of the same person gets the result of the first; another person is on record too. */
  async #join(order: CancelOrder, running: Running): Promise<CancelReply> {
    if (order.user.id === running.row.person) return await running.reply;
    const row = this.#recorder.rowOf(order);
    return await this.#recorder.join(row, order.address, running.row, running.reply);
  }

  /** Joins a cancel of the same job that another process has under way, and waits for its outcome. */
  async #joinElsewhere(order: CancelOrder, row: CancelRow): Promise<CancelReply> {
    const { records, clock, readBackMs } = this.#options;
    const answer = { job: null, auditId: row.id, joined: null, problem: null };
    const end = clock.now() + readBudgetMs + readBackMs;
    try {
      const first = (await records.of(row.jobId)).find(isUnderWay);
      // It has ended since.
      if (!first) return await this.#notSent(row, null, 'busy');
      let earlier: CancelRow | undefined = first;
      while (earlier && isUnderWay(earlier) && clock.now() < end) {
        await clock.sleep(lookAgainMs);
        earlier = (await records.of(row.jobId)).find(({ id }) => id === first.id);
      }
      const reply = { ...answer, outcome: earlier?.outcome ?? ('unconfirmed' as const) };
      return await this.#recorder.join(row, order.address, first, Promise.resolve(reply));
    } catch (error) {
      if (!(error instanceof RecordsTrouble)) throw error;
      return await this.#notSent(row, null, 'records_unavailable');
    }
  }

  async #run(order: CancelOrder, row: CancelRow): Promise<CancelReply> {
    const committed = await this.#recorder.commit(row, order.address);
    if (committed === 'taken') return await this.#joinElsewhere(order, row);
    if (committed !== true) return await this.#notSent(row, null, 'records_unavailable');
    let job: Job;
    try {
      job = await this.#readBefore(order);
    } catch (error) {
      if (!(error instanceof UpstreamFault)) {
        await this.#notSent(row, null, 'internal');
        throw error;
      }
      const outcome = error.code === 'job_not_found' ? 'not_found' : 'not_sent';
      return (await this.#recorder.settle(row, outcome, null, null, error.summary)).reply;
    }
    const { type: jobType, name: jobName, state: priorState } = job;
    return await this.#cancelJob(job, { ...row, jobType, jobName, priorState }, order);
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

  async #cancelJob(
    job: Job,
    row: CancelRow,
    { again, address }: CancelOrder,
  ): Promise<CancelReply> {
    const outcome = outcomeBefore(job.state);
    if (outcome !== null) return (await this.#recorder.settle(row, outcome, job, null)).reply;
    // A type is never guessed: on the path of the other type the id could be that of another job.
    if (job.type === null) return await this.#notSent(row, job, 'upstream_malformed');
    let earlier: CancelRow | undefined;
    try {
      earlier = (await this.#options.records.of(row.jobId)).find(isWatched);
    } catch (error) {
      if (!(error instanceof RecordsTrouble)) throw error;
      return await this.#notSent(row, job, 'records_unavailable');
    }
    if (earlier && !(again && earlier.retryAt !== null)) {
      const answer = { outcome: 'unconfirmed', job, auditId: earlier.id } as const;
      const reply = Promise.resolve({ ...answer, joined: null, problem: null });
      return await this.#recorder.join(row, address, earlier, reply);
    }
    const sent = { ...row, sentAt: this.#options.clock.now() };
    const committed = await this.#recorder.commit(sent);
    if (committed !== true) return await this.#notSent(row, job, 'records_unavailable');
    const running = this.#running.get(row.jobId);
    if (running) running.row = sent;
    return await this.#sendAndReadBack(sent, job.type, job);
  }

  async #sendAndReadBack(row: CancelRow, type: JobType, before: Job): Promise<CancelReply> {
    const { jobId } = row;
    const { read, send, clock, logger, readBackMs } = this.#options;
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
    const recorded: Recorded = await this.#recorder.settle(row, outcome, job, result);
    if (found.outcome === null) this.#watch(recorded.row, evidence);
    return recorded.reply;
  }

  async #notSent(row: CancelRow, job: Job | null, code: ProblemCode): Promise<CancelReply> {
    const problem = { code, upstream: null };
    return (await this.#recorder.settle(row, 'not_sent', job, null, problem)).reply;
  }

  #watch(row: CancelRow, evidence: Evidence): void {
    const { clock, logger } = this.#options;
    if (this.#watched.has(row.id)) return;
    this.#watched.add(row.id);
    const watched = watchCancel(row, evidence, {
      read: this.#watchRead,
      onMayTryAgain: (waiting) => this.#recorder.allowAgain(waiting),
      onEnd: (ended, outcome, job) => this.#recorder.settle(ended, outcome, job, null),
      clock,
      logger,
    });
    void watched.finally(() => this.#watched.delete(row.id));
  }
}

function isUnderWay({ outcome, joined }: CancelRow): boolean {
  return outcome === null && joined === null;
}

/** Whether the outcome of a request that was sent is not known yet. */
function isWatched({ outcome, settledAt, joined }: CancelRow): boolean {
  return outcome === 'unconfirmed' && settledAt === null && joined === null;
}
