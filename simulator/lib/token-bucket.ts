/** A token bucket of `rate` tokens that refills at `rate` a second. Times are epoch ms of the real clock. */
export class TokenBucket {
  readonly #rate: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, now: number) {
    this.#rate = rate;
    this.#tokens = rate;
    this.#at = now;
  }

  /** Takes a token; false when none is left. */
  take(now: number): boolean {
    const refilled = this.#tokens + (Math.max(0, now - this.#at) / 1000) * this.#rate;
    this.#tokens = Math.min(this.#rate, refilled);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
