import type { z } from 'zod';
import type { JobType } from '../../contract/job.ts';
import { endpoints, maxListLimit } from '../../wire/endpoints.ts';
import { salvage } from '../../wire/salvage.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { Lru } from '../lib/lru.ts';
import { identifierOrNull, UpstreamFault } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { parseJson } from './json.ts';
import type { LaneName } from './rate-limiter.ts';
import type { Query } from './target.ts';
import type { Call, Transport } from './transport.ts';

export type ClientOptions = { budgets: Budgets; clock: Clock; logger: Logger };

/** The longest time of a call in ms, from the first attempt to the last byte (docs/promises.md#budgets). */
export type Budgets = { readMs: number; cancelMs: number };

export const defaultBudgets: Budgets = { readMs: 12_000, cancelMs: 10_000 };

/** How a read is made. */
export type ReadOptions = {
  lane: LaneName;
  /** When it must have ended, in ms since 1970; at the latest after the usual budget. */
  deadline?: number;
  /** Whether to read a job's script. That of a photo job contains its picture, megabytes of Base64. */
  script?: boolean;
  /** Aborted when no one waits for the read any more: a call that has not started is not made. */
  signal?: AbortSignal;
};

/** A read of a list that someone waits for. */
export const listRead: ReadOptions = { lane: 'list' };

/** A read of a job that someone waits for. */
export const pageRead: ReadOptions = { lane: 'read' };

/** A 2xx reply to a cancel. */
export type CancelAccepted = { status: number; requestId: string | null };

/** At most a tenth of the calls are retries: more would add load to a failing upstream (docs/promises.md#retries). */
const maxRetryCredit = 10;

/** Calls the endpoints of `wire/endpoints.ts` and no other. Every method throws {@link UpstreamFault}. */
export class MetaStudioClient {
  readonly #transport: Transport;
  readonly #options: ClientOptions;
  readonly #retries: { credit: number };
  /** Jobs that are too large to read with their script. */
  readonly #tooLarge = new Lru<string, true>(1000);

  constructor(transport: Transport, options: ClientOptions, retries = { credit: maxRetryCredit }) {
    this.#transport = transport;
    this.#options = options;
    this.#retries = retries;
  }

  /** A client for the calls of an app user. What limits calls is shared with this one. */
  for(appUserId: string): MetaStudioClient {
    return new MetaStudioClient(this.#transport.for(appUserId), this.#options, this.#retries);
  }

  /** One page of jobs; `unreadable` is the number of its entries that are no usable job. */
  async list(query: Query, options = listRead) {
    const call: Call = { endpoint: endpoints.listDigitalHumanVideo, ids: {}, query };
    let entries = 0;
    const trim = (json: unknown) => {
      entries = capEntries(json);
    };
    const reply = await this.#read(call, endpoints.listDigitalHumanVideo.reply, options, trim);
    const jobs = reply.jobs ?? [];
    return { count: reply.count ?? null, jobs, unreadable: entries - jobs.length };
  }

  /** The options with a deadline that all calls made with them share. */
  within(options: ReadOptions): ReadOptions & { deadline: number } {
    const { clock, budgets } = this.#options;
    const latest = clock.now() + budgets.readMs;
    return { ...options, deadline: Math.min(options.deadline ?? latest, latest) };
  }

  /** A job by the path of its type, and the reply as it came; without its script if that is too large to read. */
  async show(type: JobType, jobId: string, options = pageRead) {
    const bounded = this.within(options);
    if (bounded.script && !this.#tooLarge.get(jobId)) {
      try {
        return await this.#show(type, jobId, bounded);
      } catch (error) {
        if (!(error instanceof UpstreamFault && error.overflow)) throw error;
        this.#tooLarge.set(jobId, true);
      }
    }
    return await this.#show(type, jobId, { ...bounded, script: false });
  }

  async #show(type: JobType, jobId: string, options: ReadOptions) {
    const query = { show_script: String(options.script ?? false) };
    const ids = { job_id: jobId };
    let json: unknown;
    const keep = (value: unknown) => {
      json = value;
    };
    const detail =
      type === '2d'
        ? await this.#read(
            { endpoint: endpoints.show2DDigitalHumanVideo, ids, query },
            endpoints.show2DDigitalHumanVideo.reply,
            options,
            keep,
          )
        : await this.#read(
            { endpoint: endpoints.showPhotoDigitalHumanVideo, ids, query },
            endpoints.showPhotoDigitalHumanVideo.reply,
            options,
            keep,
          );
    // Another job's data must never be shown as this one's (docs/promises.md#wrong-job).
    if (detail.job_id !== jobId) throw this.#mixedUp();
    return { detail, json };
  }

  /** An asset by its id. */
  async asset(assetId: string, options = pageRead) {
    const call: Call = { endpoint: endpoints.showAsset, ids: { asset_id: assetId }, query: {} };
    const asset = await this.#read(call, endpoints.showAsset.reply, options);
    if (asset.asset_id !== assetId) throw this.#mixedUp();
    return asset;
  }

  /** Sends a cancel once. After a fault with `sent: false` nothing was sent; after other faults the outcome is open. */
  async cancel(type: JobType, jobId: string): Promise<CancelAccepted> {
    const endpoint =
      type === '2d' ? endpoints.cancel2DDigitalHumanVideo : endpoints.cancelPhotoDigitalHumanVideo;
    const call: Call = { endpoint, ids: { job_id: jobId }, query: {} };
    // A 200 has no body (docs/metastudio.md#empty-success-body).
    const reply = await this.#transport.exchange(
      call,
      'cancel',
      this.#options.clock.now() + this.#options.budgets.cancelMs,
    );
    return {
      status: reply.status,
      requestId: identifierOrNull(reply.headers.get('x-request-id'), 128),
    };
  }

  async #read<S extends z.ZodType>(
    call: Call,
    schema: S,
    options: ReadOptions,
    look: (json: unknown) => void = () => undefined,
  ): Promise<z.output<S>> {
    const { deadline } = this.within(options);
    for (let attempt = 0; ; attempt++) {
      try {
        const reply = await this.#transport.exchange(call, options.lane, deadline, options.signal);
        const value = this.#parse(call, schema, reply, look);
        this.#retries.credit = Math.min(maxRetryCredit, this.#retries.credit + 0.1);
        return value;
      } catch (error) {
        const fault = error instanceof UpstreamFault ? error : new UpstreamFault('internal');
        const pause = Math.random() * 200 * 2 ** attempt;
        const mayRetry = fault.retryable && attempt < 2 && this.#retries.credit >= 1;
        if (!mayRetry || this.#options.clock.now() + pause >= deadline) throw error;
        this.#retries.credit -= 1;
        this.#logRetry(call, fault);
        await this.#options.clock.sleep(pause);
      }
    }
  }

  #mixedUp(): UpstreamFault {
    this.#options.logger.error(
      { event: 'upstream_mixed_up' },
      'MetaStudio answered for another id',
    );
    return new UpstreamFault('upstream_malformed');
  }

  #logRetry({ endpoint }: Call, { code }: UpstreamFault): void {
    const fields = { event: 'upstream_retry', endpoint: endpoint.path, code };
    this.#options.logger.debug(fields, 'Asked again');
  }

  #parse<S extends z.ZodType>(
    call: Call,
    schema: S,
    reply: Exchange,
    look: (json: unknown) => void,
  ): z.output<S> {
    try {
      const json = parseJson(reply.body);
      look(json);
      const { value, anomalies } = salvage(schema, json);
      if (anomalies.length > 0) {
        const fields = anomalies
          .slice(0, 20)
          .map((path) => path.replace(/[^\w.]/g, '?').slice(0, 80));
        this.#options.logger.warn(
          {
            event: 'upstream_anomaly',
            endpoint: call.endpoint.path,
            count: anomalies.length,
            fields,
          },
          'Odd fields were left out',
        );
      }
      return value;
    } catch {
      const requestId = identifierOrNull(reply.headers.get('x-request-id'), 128);
      throw new UpstreamFault('upstream_malformed', {
        upstream: { status: reply.status, code: null, requestId },
      });
    }
  }
}

/** Cuts a page that is longer than any allowed limit, before it is parsed; returns the number of its entries. */
function capEntries(json: unknown): number {
  if (typeof json !== 'object' || json === null || !('jobs' in json)) return 0;
  if (!Array.isArray(json.jobs)) return 0;
  json.jobs.length = Math.min(json.jobs.length, maxListLimit);
  return json.jobs.length;
}
