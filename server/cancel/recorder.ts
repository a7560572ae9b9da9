import type { CancelOutcome, CancelReply } from '../../contract/cancel.ts';
import type { Job } from '../../contract/job.ts';
import type { ProblemSummary } from '../../contract/problem.ts';
import type { JobState } from '../../contract/state.ts';
import { type Clock, isoTime } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import type { Audit } from './audit.ts';
import type { Intent } from './record.ts';
import type { SendResult } from './send.ts';

/** A cancel as it is recorded. */
export type RecordedRequest = Omit<Intent, 'kind'>;

export type RecorderOptions = { audit: Audit; clock: Clock; logger: Logger };

/** Records cancels in audit and log, and makes the replies to them. */
export class CancelRecorder {
  readonly #options: RecorderOptions;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Records what is about to be sent; returns false when it is not on disk, and it must not be sent then. */
  async intend(intent: Intent): Promise<boolean> {
    try {
      await this.#options.audit.recordIntent(intent);
      return true;
    } catch (error) {
      const event = 'audit_unwritable';
      this.#options.logger.error({ event, ...errorFields(error) }, 'Cancel refused: no audit');
      return false;
    }
  }

  /** Records a cancel for which nothing was sent. */
  async decline(
    request: RecordedRequest,
    outcome: CancelOutcome,
    job: Job | null,
    problem: ProblemSummary | null,
  ): Promise<CancelReply> {
    await this.#options.audit.recordDeclined({ kind: 'declined', ...request, outcome });
    this.#log(request, outcome, job?.state ?? null);
    return { outcome, job, auditId: request.auditId, problem };
  }

  /**
   * Records the outcome of an intent.
   *
   * @param result null when no answer to the request is known, as after a restart
   * @param final false while the job is watched
   */
  async settle(
    intent: Intent,
    outcome: CancelOutcome,
    job: Job | null,
    result: SendResult | null,
    final = outcome !== 'unconfirmed',
  ): Promise<CancelReply> {
    const { audit, clock } = this.#options;
    const fault = result && result.kind !== 'accepted' ? result.fault : null;
    const accepted = result?.kind === 'accepted' ? result : null;
    await audit.recordOutcome({
      kind: 'outcome',
      auditId: intent.auditId,
      at: isoTime(clock.now()),
      outcome,
      final,
      finalState: job?.state ?? null,
      result: result?.kind ?? null,
      answer: accepted
        ? { status: accepted.status, code: null, requestId: accepted.requestId }
        : (fault?.upstream ?? null),
    });
    this.#log(intent, outcome, job?.state ?? null);
    const isCanceled = outcome === 'canceled' || outcome === 'already_canceled';
    const problem = fault && !isCanceled ? fault.summary : null;
    return { outcome, job, auditId: intent.auditId, problem };
  }

  #log(request: RecordedRequest, outcome: CancelOutcome, state: JobState | null): void {
    const { auditId, requestId, by } = request;
    this.#options.logger.info(
      { event: 'cancel', auditId, requestId, outcome, state, role: by.role },
      'Cancel',
    );
  }
}
