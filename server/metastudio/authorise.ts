import type { Clock } from '../lib/clock.ts';
import { UpstreamFault } from './errors.ts';
import { type AccessKey, type Signable, signedAt, signRequest } from './sign.ts';
import type { TokenSource } from './token.ts';

/** How calls prove who we are. */
export type Credential = { kind: 'key'; key: AccessKey } | { kind: 'token'; token: TokenSource };

/** After a refused signature nothing is signed for this long; the lock we would run into lasts 5 min. */
const breakerMs = 6 * 60_000;
/** A server time further off than this is not believed. */
const maxOffsetMs = 24 * 3_600_000;
/** A request signed this close to the server's time (which tells whole seconds) was not refused for its time. */
const rightTimeMs = 60_000;

/** Makes calls acceptable to MetaStudio, and stops making them when it refuses our key (reliability 3.3, rows 5 to 7). */
export class Authoriser {
  readonly #credential: Credential;
  readonly #clock: Clock;
  #open: { fault: UpstreamFault; until: number } | null = null;
  #offsetMs = 0;

  constructor(credential: Credential, clock: Clock) {
    this.#credential = credential;
    this.#clock = clock;
  }

  /**
   * Headers that authorise this request.
   *
   * @param budgetMs how long the caller can wait where a token has to be fetched first
   * @throws UpstreamFault at once while our key is known to be refused; nothing is sent then
   */
  async headers(request: Signable, budgetMs: number): Promise<Record<string, string>> {
    if (this.#open) {
      if (this.#clock.now() < this.#open.until) {
        const { code, upstream } = this.#open.fault;
        throw new UpstreamFault(code, { upstream, sent: false });
      }
      this.#open = null;
    }
    if (this.#credential.kind === 'token') {
      return { ...request.headers, 'X-Auth-Token': await this.#credential.token.current(budgetMs) };
    }
    return signRequest(request, this.#credential.key, this.#clock.now() + this.#offsetMs);
  }

  /**
   * Says whether the refused call may be made once more, with a new token or the right time; a refusal was never carried
   * out, so that this holds for a cancel too.
   */
  mayReplay(fault: UpstreamFault, headers: Record<string, string>): boolean {
    if (this.#credential.kind === 'token') {
      return fault.tokenRefused && this.#credential.token.renew(headers['X-Auth-Token']);
    }
    return (
      fault.code === 'upstream_clock_skew' && this.#learnOffset(fault.serverTime, signedAt(headers))
    );
  }

  /** Takes note of a final refusal; true when our key itself is refused. */
  refused(fault: UpstreamFault): boolean {
    const key = this.#credential.kind === 'key';
    if (!key || !(fault.code === 'upstream_credentials' || fault.code === 'upstream_clock_skew')) {
      return false;
    }
    this.#open ??= { fault, until: this.#clock.now() + breakerMs };
    return true;
  }

  /** Judged by the time that this request was signed with: another one may have learnt the offset since. */
  #learnOffset(serverTime: number | null, signed: number | null): boolean {
    if (serverTime === null || signed === null) return false;
    const offset = serverTime - this.#clock.now();
    if (Math.abs(offset) > maxOffsetMs || Math.abs(serverTime - signed) < rightTimeMs) return false;
    this.#offsetMs = offset;
    return true;
  }
}
