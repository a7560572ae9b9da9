import type { Clock } from '../lib/clock.ts';
import { ProblemError } from '../lib/problem-error.ts';

/** So many wrong attempts cost nothing: people mistype. */
const freeAttempts = 5;
const firstPauseMs = 1000;
const longestPauseMs = 30_000;
/** After so long without a wrong attempt the earlier ones are forgotten, in ms. */
const forgetMs = 600_000;

/** Slows down guessing: each wrong attempt after the first five doubles the time in which none is looked at. */
export class Attempts {
  readonly #clock: Clock;
  #failed = 0;
  #lastAt = 0;
  #until = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws ProblemError `too_many_attempts`, during a pause: a right attempt and a wrong one look the same then */
  assertAllowed(): void {
    const retryAfterMs = this.#until - this.#clock.now();
    if (retryAfterMs > 0) throw new ProblemError('too_many_attempts', { retryAfterMs });
  }

  fail(): void {
    const now = this.#clock.now();
    if (now > this.#lastAt + forgetMs) this.#failed = 0;
    this.#failed++;
    this.#lastAt = now;
    const beyond = this.#failed - freeAttempts;
    if (beyond > 0) this.#until = now + Math.min(longestPauseMs, firstPauseMs * 2 ** (beyond - 1));
  }

  succeed(): void {
    this.#failed = 0;
  }
}
