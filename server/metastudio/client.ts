import type { z } from 'zod';
import type { JobType } from '../../contract/job.ts';
import { endpoints } from '../../wire/endpoints.ts';
import { salvage } from '../../wire/salvage.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { Lru } from '../lib/lru.ts';
import { token, UpstreamFault } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { parseJson } from './json.ts';
import type { LaneName } from './limits.ts';
import type { Query } from './target.ts';
import type { Call, Transport } from './transport.ts';

export type ClientOptions = { budgets: Budgets; clock: Clock; logger: Logger };

/** Total times in ms, from the first attempt to the last byte. */
export type Budgets = { readMs: number; cancelMs: number };

/** Those of reliability 3.2. */
export const defaultBudgets: Budgets = { readMs: 12_000, cancelMs: 10_000 };

/** How something is read. */
export type ReadOptions = {
  /** Which share of the limits it draws on. */
  lane: LaneName;
  /** When it must be over, in ms since 1970, where that is sooner than usual. */
  deadline?: number;
  /** Whether a job's script is wanted: a photo job's comes with its picture, megabytes of Base64. */
  script?: boolean;
};

/** A page's read. */
export const pageRead: ReadOptions = { lane: 'read' };

/** An answer to a cancel that is a plain yes. */
export type CancelAccepted = { status: number; requestId: string | null };

/** Calls MetaStudio: the endpoints of `wire/endpoints.ts` and no other. Every method throws {@link UpstreamFault}. */
export class MetaStudioClient {
  readonly #transport: Transport;
  readonly #options: ClientOptions;
  /** Retries are a tenth of the calls at most, so that a struggling upstream is not asked thrice as much (E18). */
  #retryCredit = 10;
  /** Jobs that were too long to read with their script. */
  readonly #tooLong = new Lru<string, true>(1000);

  constructor(transport: Transport, options: ClientOptions) {
    this.#transport = transport;
    this.#options = options;
  }

  /** One page of jobs; rows beyond 100 are not read. */
  async list(query: Query, options = pageRead) {
    const call: Call = { endpoint: endpoints.listDigitalHumanVideo, ids: {}, query };
    const reply = await this.#read(call, endpoints.listDigitalHumanVideo.reply, options, capRows);
    return { count: reply.count ?? null, jobs: reply.jobs ?? [] };
  }

  /** The same options with one deadline for all calls made with them. */
  within(options: ReadOptions): ReadOptions & { deadline: number } {
    const { clock, budgets } = this.#options;
    const latest = clock.now() + budgets.readMs;
    return { ...options, deadline: Math.min(options.deadline ?? latest, latest) };
  }

  /** A job by the path of its type; without its script where that is too long to read. */
  async show(type: JobType, jobId: string, options = pageRead) {
    const under = this.within(options);
    if (under.script && !this.#tooLong.get(jobId)) {
      try {
        return await this.#show(type, jobId, under);
      } catch (error) {
        if (!(error instanceof UpstreamFault && error.overflow)) throw error;
        this.#tooLong.set(jobId, true);
      }
    }
    return await this.#show(type, jobId, { ...under, script: false });
  }

  async #show(type: JobType, jobId: string, options: ReadOptions) {
    const query = { show_script: String(options.script ?? false) };
    const ids = { job_id: jobId };
    const detail =
      type === '2d'
        ? await this.#read(
            { endpoint: endpoints.show2DDigitalHumanVideo, ids, query },
            endpoints.show2DDigitalHumanVideo.reply,
            options,
          )
        : await this.#read(
            { endpoint: endpoints.showPhotoDigitalHumanVideo, ids, query },
            endpoints.showPhotoDigitalHumanVideo.reply,
            options,
          );
    // Another job's data must never be shown as this one's (E28).
    if (detail.job_id !== jobId) {
      this.#options.logger.error(
        { event: 'upstream_mixed_up', endpoint: type },
        'Wrong job answered',
      );
      throw new UpstreamFault('upstream_malformed');
    }
    return detail;
  }

  /** The finished video's asset. */
  async asset(assetId: string, options = pageRead) {
    const call: Call = { endpoint: endpoints.showAsset, ids: { asset_id: assetId }, query: {} };
    const asset = await this.#read(call, endpoints.showAsset.reply, options);
    if (asset.asset_id !== assetId) throw new UpstreamFault('upstream_malformed');
    return asset;
  }

  /** Sends one cancel, once. A fault with `sent: false` means that nothing left; other faults leave the outcome open. */
  async cancel(type: JobType, jobId: string): Promise<CancelAccepted> {
    const endpoint =
      type === '2d' ? endpoints.cancel2DDigitalHumanVideo : endpoints.cancelPhotoDigitalHumanVideo;
    const call: Call = { endpoint, ids: { job_id: jobId }, query: {} };
    // A 200 has no body (Q24), so there is nothing to parse.
    const answer = await this.#transport.exchange(
      call,
      'cancel',
      this.#options.clock.now() + this.#options.budgets.cancelMs,
    );
    return { status: answer.status, requestId: token(answer.headers.get('x-request-id'), 128) };
  }

  async #read<S extends z.ZodType>(
    call: Call,
    reply: S,
    options: ReadOptions,
    trim: (json: unknown) => void = () => undefined,
  ): Promise<z.output<S>> {
    const { deadline } = this.within(options);
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.#transport.exchange(call, options.lane, deadline);
        const value = this.#parse(call, reply, answer, trim);
        this.#retryCredit = Math.min(10, this.#retryCredit + 0.1);
        return value;
      } catch (error) {
        const fault = error instanceof UpstreamFault ? error : new UpstreamFault('internal');
        const pause = Math.random() * 200 * 2 ** attempt;
        const again = fault.retryable && attempt < 2 && this.#retryCredit >= 1;
        if (!again || this.#options.clock.now() + pause >= deadline) throw error;
        this.#retryCredit -= 1;
        await this.#options.clock.sleep(pause);
      }
    }
  }

  #parse<S extends z.ZodType>(
    call: Call,
    reply: S,
    answer: Exchange,
    trim: (json: unknown) => void,
  ): z.output<S> {
    try {
      const json = parseJson(answer.body);
      trim(json);
      const { value, anomalies } = salvage(reply, json);
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
      const requestId = token(answer.headers.get('x-request-id'), 128);
      throw new UpstreamFault('upstream_malformed', {
        upstream: { status: answer.status, code: null, requestId },
      });
    }
  }
}

/** A longer page than the longest that can be asked for is cut before it costs time to read. */
function capRows(json: unknown): void {
  if (typeof json !== 'object' || json === null || !('jobs' in json)) return;
  if (Array.isArray(json.jobs) && json.jobs.length > 100) json.jobs.length = 100;
}
