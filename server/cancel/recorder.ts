import { randomUUID } from 'node:crypto';
import type { CancelOutcome, CancelReply } from '../../contract/cancel.ts';
import type { Job, JobType } from '../../contract/job.ts';
import type { Refusal } from '../../contract/permissions.ts';
import type { ProblemCode, ProblemSummary } from '../../contract/problem.ts';
import type { User } from '../auth/roles.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { type CancelRecords, CancelTaken } from '../records/cancel-records.ts';
import type { AuditLine } from '../records/records.ts';
import { type CancelRow, notSentYet } from '../records/schema.ts';
import { RecordsTrouble } from '../records/trouble.ts';
import type { SendResult } from './send.ts';

/** A person's request to cancel a job. */
export type CancelOrder = {
  jobId: string;
  hint: JobType | null;
  reason: string | null;
  /** Send another request although an earlier one is unconfirmed, if that one may be tried again. */
  again: boolean;
  user: User;
  requestId: string;
  /** Where the request came from; null when that is not known. */
  address: string | null;
};

/** The answer to an order, and the row that says the same. */
export type Recorded = { row: CancelRow; reply: CancelReply };

/** Whether an order is on disk; `taken` when another process has a cancel of the job under way. */
type Committed = true | 'unavailable' | 'taken';

export type RecorderOptions = { records: CancelRecords; clock: Clock; logger: Logger };

/** Records cancels in database and log, and makes the replies to them. */
export class CancelRecorder {
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** The row of an order that has just come in. */
  rowOf({ jobId, hint, reason, user, requestId }: CancelOrder, appUser: string | null): CancelRow {
    return {
      id: randomUUID(),
      ...this.#options.records.origin,
      appUser,
      jobId,
      jobType: hint,
      jobName: null,
      priorState: null,
      person: user.id,
      personName: user.name,
      role: user.role,
      reason,
      requestId,
      requestedAt: this.#options.clock.now(),
      ...notSentYet,
    };
  }

  /** Writes down an order that takes no turn yet: its row would hold up the cancels of those who see the job. */
  async note(row: CancelRow, address: string | null): Promise<void> {
    await this.#options.records.note(requestLine(row, address));
  }

  /** Commits that an order has come in; without `true` it must not go on. @param isNoted whether {@link note} wrote it down */
  async commit(row: CancelRow, address: string | null, isNoted: boolean): Promise<Committed> {
    return await this.#commit(row, isNoted ? [] : [requestLine(row, address)]);
  }

  /** Commits that an order is about to be sent; without `true` it must not be. */
  async commitSent(row: CancelRow): Promise<Committed> {
    const { jobType, jobName, priorState } = row;
    return await this.#commit(row, [lineOf(row, 'cancel.sent', { jobType, jobName, priorState })]);
  }

  async #commit(row: CancelRow, lines: AuditLine[]): Promise<Committed> {
    try {
      await this.#options.records.save(row, ...lines);
      return true;
    } catch (error) {
      if (error instanceof CancelTaken) return 'taken';
      if (error instanceof RecordsTrouble) return 'unavailable';
      throw error;
    }
  }

  /**
   * Records the outcome of an order, later when it cannot be written now.
   *
   * @param result null when nothing was sent, or no answer to the request is known, as after a restart
   */
  async settle(
    row: CancelRow,
    outcome: CancelOutcome,
    job: Job | null,
    result: SendResult | null,
    problem: ProblemSummary | null = null,
  ): Promise<Recorded> {
    const fault = result && result.kind !== 'accepted' ? result.fault : null;
    const accepted = result?.kind === 'accepted' ? result : null;
    const isFinal = outcome !== 'unconfirmed';
    const settled: CancelRow = {
      ...row,
      outcome,
      finalState: job?.state ?? null,
      settledAt: isFinal ? this.#options.clock.now() : null,
      result: result?.kind ?? row.result,
      upstreamStatus: accepted?.status ?? fault?.upstream?.status ?? row.upstreamStatus,
      upstreamCode: fault?.upstream?.code ?? row.upstreamCode,
      upstreamRequestId: accepted?.requestId ?? fault?.upstream?.requestId ?? row.upstreamRequestId,
    };
    const { finalState, upstreamStatus, upstreamCode, upstreamRequestId } = settled;
    const upstream = { upstreamStatus, upstreamCode, upstreamRequestId };
    const detail = { outcome, finalState, result: settled.result, ...upstream };
    const action = isFinal ? 'cancel.settled' : 'cancel.unconfirmed';
    await this.#options.records.keep(settled, lineOf(settled, action, detail));
    this.#log(settled);
    const isCanceled = outcome === 'canceled' || outcome === 'already_canceled';
    const shown = problem ?? (fault && !isCanceled ? fault.summary : null);
    return { row: settled, reply: { outcome, job, auditId: row.id, joined: null, problem: shown } };
  }

  /** Records that nothing was sent for an order, and why. */
  async notSent(row: CancelRow, job: Job | null, code: ProblemCode): Promise<CancelReply> {
    const problem = { code, upstream: null };
    return (await this.settle(row, 'not_sent', job, null, problem)).reply;
  }

  /**
   * Records that an order came while an earlier one of the same job was under way or is watched, and shares its outcome.
   *
   * @param reply what the earlier one was answered, or would be now
   */
  async join(
    row: CancelRow,
    address: string | null,
    earlier: CancelRow,
    reply: Promise<CancelReply>,
  ): Promise<CancelReply> {
    const { records } = this.#options;
    const isWatched = earlier.outcome === 'unconfirmed';
    const { requestId, personName: name, role, reason } = row;
    const action = isWatched ? 'cancel.asked_again' : 'cancel.joined';
    const detail = { joined: earlier.id, requestId, name, role, reason, address };
    const joined: CancelRow = { ...row, joined: earlier.id, outcome: 'unconfirmed' };
    await records.keep(joined, lineOf(row, action, detail));
    const answer = await reply;
    if (answer.outcome !== 'unconfirmed') {
      const finalState = answer.job?.state ?? null;
      const settledAt = this.#options.clock.now();
      await records.keep({ ...joined, outcome: answer.outcome, finalState, settledAt });
    }
    this.#log({ ...joined, outcome: answer.outcome, finalState: answer.job?.state ?? null });
    const by = earlier.personName;
    return { ...answer, auditId: row.id, joined: { auditId: earlier.id, by } };
  }

  /** Records that a watched job may be tried again. */
  async allowAgain(row: CancelRow): Promise<CancelRow> {
    const waiting = { ...row, retryAt: this.#options.clock.now() };
    await this.#options.records.keep(waiting);
    return waiting;
  }

  /** Records an order of a person who may not cancel. */
  async forbid(
    { jobId, user, requestId, reason, address }: CancelOrder,
    why: Refusal | null,
  ): Promise<void> {
    const detail = { requestId, name: user.name, role: user.role, why, reason, address };
    const line = { person: user.id, action: 'cancel.forbidden', subject: jobId, detail };
    const fields = { event: 'forbidden', requestId, action: 'cancel', role: user.role };
    this.#options.logger.info(fields, 'Not allowed');
    await this.#options.records.note(line);
  }

  #log({ id: auditId, requestId, outcome, finalState: state, role, joined }: CancelRow): void {
    const event = joined === null ? 'cancel' : 'cancel_joined';
    const fields = { event, auditId, requestId, outcome, state, role };
    this.#options.logger.info(fields, 'Cancel');
  }
}

function requestLine(row: CancelRow, address: string | null): AuditLine {
  const { appUser, requestId, personName: name, role, reason } = row;
  return lineOf(row, 'cancel.requested', { requestId, name, role, appUser, reason, address });
}

function lineOf(row: CancelRow, action: string, detail: AuditLine['detail']): AuditLine {
  return { person: row.person, action, subject: row.jobId, detail: { auditId: row.id, ...detail } };
}
