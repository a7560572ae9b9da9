import type { Clock } from '../lib/clock.ts';
import { UpstreamFault } from './errors.ts';
import { type AccessKey, type Signable, signedAt, signRequest } from './sign.ts';
import type { TokenSource } from './token.ts';

/** What authorises our calls: an access key that signs them, or a token. */
export type Credential = { kind: 'key'; key: AccessKey } | { kind: 'token'; token: TokenSource };

/** After a refused signature nothing is sent for this long; the gateway's lock of a key lasts 5 min. */
const breakerMs = 6 * 60_000;
/** A larger difference to the server's time is not believed. */
const maxOffsetMs = 24 * 3_600_000;
/** A request signed within this of the server's time, which has whole seconds, was not refused for its time. */
const toleratedSkewMs = 60_000;

/** Authorises calls, and stops all of them for a while once MetaStudio refuses our key (docs/promises.md#refused-credentials). */
export class Authoriser {
  readonly #credential: Credential;
  readonly #clock: Clock;
  #breaker: { fault: UpstreamFault; until: number } | null = null;
  #offsetMs = 0;

  constructor(credential: Credential, clock: Clock) {
    this.#credential = credential;
    this.#clock = clock;
  }

  /** Whether nothing is sent now, because MetaStudio refuses our key. */
  get isStopped(): boolean {
    return this.#breaker !== null && this.#clock.now() < this.#breaker.until;
  }

  /** How far MetaStudio's clock is ahead of ours in ms, as far as that had to be learnt. */
  get clockOffsetMs(): number {
    return this.#offsetMs;
  }

  /**
   * The request's headers with those that authorise it.
   *
   * @param budgetMs how long the caller can wait for a new token
   * @throws UpstreamFault with `sent: false` while our key is known to be refused, or when there is no token
   */
  async headers(request: Signable, budgetMs: number): Promise<Record<string, string>> {
    if (this.#breaker && this.isStopped) {
      const { code, upstream } = this.#breaker.fault;
      throw new UpstreamFault(code, { upstream, sent: false });
    }
    this.#breaker = null;
    if (this.#credential.kind === 'token') {
      return { ...request.headers, 'X-Auth-Token': await this.#credential.token.current(budgetMs) };
    }
    return signRequest(request, this.#credential.key, this.#clock.now() + this.#offsetMs);
  }

  /**
   * Returns whether a refused call may be sent once more, with a new token or the corrected time. This includes a cancel:
   * a refused call was not carried out.
   */
  mayReplay(fault: UpstreamFault, headers: Record<string, string>): boolean {
    if (this.#credential.kind === 'token') {
      return fault.tokenRefused && this.#credential.token.renew(headers['X-Auth-Token']);
    }
    return (
      fault.code === 'upstream_clock_skew' && this.#learnOffset(fault.serverTime, signedAt(headers))
    );
  }

  /** Records a final refusal; returns true when it was our key that was refused. */
  noteRefusal(fault: UpstreamFault): boolean {
    const key = this.#credential.kind === 'key';
    if (!key || !(fault.code === 'upstream_credentials' || fault.code === 'upstream_clock_skew')) {
      return false;
    }
    this.#breaker ??= { fault, until: this.#clock.now() + breakerMs };
    return true;
  }

  /** Compares with the time that this request was signed with: another request may have corrected the offset since. */
  #learnOffset(serverTime: number | null, signed: number | null): boolean {
    if (serverTime === null || signed === null) return false;
    const offset = serverTime - this.#clock.now();
    if (Math.abs(offset) > maxOffsetMs || Math.abs(serverTime - signed) < toleratedSkewMs)
      return false;
    this.#offsetMs = offset;
    return true;
  }
}
