import type { Cancellation } from '../../contract/cancel.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import { Lru } from '../lib/lru.ts';
import type { AuditFile } from './audit-file.ts';
import {
  type AuditRecord,
  cancellationOf,
  type Declined,
  type Intent,
  type Outcome,
  parseRecords,
  withOutcome,
} from './record.ts';
import type { SendResult } from './send.ts';

/** An intent without a final outcome, with what is known of the answer to its request. */
export type OpenIntent = { intent: Intent; result: SendResult['kind'] };

/** The record of all cancels, on disk and indexed in memory (docs/promises.md#cancel-is-on-record). */
export class Audit {
  readonly #file: AuditFile;
  readonly #logger: Logger;
  readonly #byJob = new Lru<string, Cancellation[]>(20_000);
  readonly #open = new Map<string, OpenIntent>();
  /** Lines whose write failed. */
  #unwritten: string[] = [];

  /** @param earlier contents of the audit files of earlier processes */
  constructor(file: AuditFile, logger: Logger, earlier: readonly string[] = []) {
    this.#file = file;
    this.#logger = logger;
    for (const text of earlier) for (const record of parseRecords(text)) this.#index(record);
  }

  /** Records a cancel before it is sent. @throws Error when it is not on disk */
  async recordIntent(intent: Intent): Promise<void> {
    await this.#file.append(JSON.stringify(intent));
    this.#index(intent);
  }

  /** Records a cancel that is not sent. Never throws; a failed write is repeated with the next one. */
  async recordDeclined(declined: Declined): Promise<void> {
    this.#index(declined);
    await this.#append(declined);
  }

  /** Records the outcome of an intent. Never throws; a failed write is repeated with the next one. */
  async recordOutcome(outcome: Outcome): Promise<void> {
    this.#index(outcome);
    await this.#append(outcome);
  }

  /** Cancels of a job, newest first. */
  of(jobId: string): Cancellation[] {
    return [...(this.#byJob.get(jobId) ?? [])].reverse();
  }

  /** Intents without a final outcome. */
  open(): OpenIntent[] {
    return [...this.#open.values()];
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #append(record: AuditRecord): Promise<void> {
    const lines = [...this.#unwritten, JSON.stringify(record)];
    this.#unwritten = [];
    for (const line of lines) {
      try {
        await this.#file.append(line);
      } catch (error) {
        this.#unwritten.push(line);
        this.#logger.error(
          { event: 'audit_unwritten', waiting: this.#unwritten.length, ...errorFields(error) },
          'The audit cannot be written',
        );
      }
    }
  }

  #index(record: AuditRecord): void {
    if (record.kind === 'outcome') {
      const open = this.#open.get(record.auditId);
      if (!open) return;
      const { intent } = open;
      if (record.final) this.#open.delete(record.auditId);
      else if (record.result) open.result = record.result;
      const list = this.#byJob.get(intent.jobId) ?? [];
      const next = list.map((one) =>
        one.auditId === record.auditId ? withOutcome(one, record) : one,
      );
      this.#byJob.set(intent.jobId, next);
      return;
    }
    if (record.kind === 'intent')
      this.#open.set(record.auditId, { intent: record, result: 'ambiguous' });
    const list = this.#byJob.get(record.jobId) ?? [];
    this.#byJob.set(record.jobId, [...list, cancellationOf(record)].slice(-100));
  }
}
