import type { Clock } from '../lib/clock.ts';
import { errorFields, type Logger } from '../lib/logger.ts';
import type { Authoriser } from './authorise.ts';
import { faultOf, identifierOrNull, UpstreamFault, type UpstreamReply } from './errors.ts';
import { type Exchange, exchange, type Fetch } from './exchange.ts';
import { tryParseJson } from './json.ts';
import type { LaneName, RateLimiter } from './rate-limiter.ts';
import { buildTarget, type Query } from './target.ts';

export type TransportOptions = {
  origin: string;
  projectId: string;
  /** Sent as X-App-UserId; set by configuration, never by a browser (docs/metastudio.md#app-user). */
  appUserId: string | null;
  authoriser: Authoriser;
  limiter: RateLimiter;
  clock: Clock;
  logger: Logger;
  fetch: Fetch;
};

type Endpoint = { method: 'GET' | 'POST'; path: string };

/** One call: an endpoint with its ids and query. */
export type Call = { endpoint: Endpoint; ids: Record<string, string>; query: Query };

/** Sends calls to MetaStudio: rate-limited, authorised, within a deadline. */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** The same transport, with the same limits and key, for the calls of an app user. */
  for(appUserId: string): Transport {
    return new Transport({ ...this.#options, appUserId });
  }

  /**
   * Sends one request and returns its 2xx reply; replays it once after a refusal that a new token or a corrected clock
   * can fix.
   *
   * @param deadline in ms since 1970
   * @param signal ends the wait before the call, not the call
   * @throws UpstreamFault
   */
  async exchange(
    call: Call,
    lane: LaneName,
    deadline: number,
    signal?: AbortSignal,
  ): Promise<Exchange> {
    const { limiter, authoriser, clock, logger } = this.#options;
    for (let replayed = false; ; replayed = true) {
      const release = await this.#acquire(lane, deadline, signal);
      let headers: Record<string, string> = {};
      try {
        headers = await this.#authorise(call, deadline);
        if (clock.now() >= deadline) throw new UpstreamFault('upstream_timeout', { sent: false });
        const reply = await this.#send(call, headers, deadline);
        limiter.setKeyAccepted(true);
        return reply;
      } catch (error) {
        if (!(error instanceof UpstreamFault)) throw error;
        if (keyAccepted(error.upstream)) limiter.setKeyAccepted(true);
        if (error.code === 'upstream_throttled' && error.sent)
          limiter.pause(lane, error.retryAfterMs);
        if (!replayed && error.sent && authoriser.mayReplay(error, headers)) {
          const fields = {
            event: 'upstream_retry',
            endpoint: call.endpoint.path,
            code: error.code,
          };
          logger.debug(fields, 'Asked again');
          continue;
        }
        if (error.sent && authoriser.noteRefusal(error)) limiter.setKeyAccepted(false);
        throw error;
      } finally {
        release();
      }
    }
  }

  async #acquire(lane: LaneName, deadline: number, signal?: AbortSignal): Promise<() => void> {
    const { limiter, clock, logger } = this.#options;
    const began = clock.now();
    const log = (outcome: string) => {
      const fields = { event: 'upstream_wait', lane, outcome, ms: clock.now() - began };
      logger.debug(fields, 'Waited for its turn');
    };
    try {
      const release = await limiter.acquire(lane, deadline - began, signal);
      log('started');
      return release;
    } catch (error) {
      log(error instanceof UpstreamFault ? error.code : 'internal');
      throw error;
    }
  }

  /** @throws UpstreamFault with `sent: false`: whatever fails here, the sign-in included, the call has not been sent */
  async #authorise(call: Call, deadline: number): Promise<Record<string, string>> {
    const { origin, projectId, appUserId, authoriser, logger, clock } = this.#options;
    const { path } = this.#target(call);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'X-Project-Id': projectId,
    };
    if (appUserId !== null) headers['X-App-UserId'] = appUserId;
    const { method } = call.endpoint;
    const request = { method, origin, path, query: call.query, headers, body: null };
    try {
      return await authoriser.headers(request, deadline - clock.now());
    } catch (error) {
      if (error instanceof UpstreamFault) throw error.beforeSending();
      logger.error({ event: 'unexpected', ...errorFields(error) }, 'Not authorised');
      throw new UpstreamFault('internal', { sent: false });
    }
  }

  #target(call: Call) {
    const { origin, projectId } = this.#options;
    const ids = { ...call.ids, project_id: projectId };
    return buildTarget(origin, call.endpoint.path, ids, call.query);
  }

  async #send(call: Call, headers: Record<string, string>, deadline: number): Promise<Exchange> {
    const started = performance.now();
    const log = (status: number | string, requestId: string | null) =>
      this.#options.logger.debug(
        {
          event: 'upstream',
          method: call.endpoint.method,
          endpoint: call.endpoint.path,
          status,
          upstreamRequestId: requestId,
          ms: Math.round(performance.now() - started),
        },
        'MetaStudio called',
      );
    try {
      const { method } = call.endpoint;
      const { url } = this.#target(call);
      const reply = await exchange(
        this.#options,
        url,
        { method, headers },
        deadline - this.#options.clock.now(),
      );
      log(reply.status, identifierOrNull(reply.headers.get('x-request-id'), 128));
      if (reply.status >= 200 && reply.status < 300) return reply;
      throw faultOf({
        status: reply.status,
        headers: reply.headers,
        body: tryParseJson(reply.body),
        namesObject: 'job_id' in call.ids || 'asset_id' in call.ids,
        now: this.#options.clock.now(),
      });
    } catch (error) {
      if (error instanceof UpstreamFault && error.upstream === null) log(error.code, null);
      throw error;
    }
  }
}

/** True for an error of MetaStudio itself, which looks at a call after the gateway has accepted the key. */
function keyAccepted(upstream: UpstreamReply | null): boolean {
  const { status, code } = upstream ?? {};
  return (status === 400 || status === 404) && code?.startsWith('MSS.') === true;
}
