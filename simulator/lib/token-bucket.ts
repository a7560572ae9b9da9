/** A token bucket: `rate` a second, as many at once. Times are epoch ms of the real clock. */
export class TokenBucket {
  readonly #rate: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, now: number) {
    this.#rate = rate;
    this.#tokens = rate;
    this.#at = now;
  }

  /** Takes one; false when there is none left. */
  take(now: number): boolean {
    const grown = this.#tokens + (Math.max(0, now - this.#at) / 1000) * this.#rate;
    this.#tokens = Math.min(this.#rate, grown);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
