import type { Clock } from '../../lib/clock.ts';
import { backoffOf, isLooking, maxBackoffMs, type Pace, pauseOf, waitOf } from './cadence.ts';

/** Keeps what the pace of the rounds depends on, and waits between them. */
export class PaceKeeper {
  readonly #clock: Clock;
  /** How many jobs wait or are in production. */
  readonly #movingJobs: () => number;
  readonly #maxCalls: () => number;
  #calls: number[] = [];
  #roundCalls = 0;
  #streams = 0;
  #questionAt: number | null = null;
  #failures = 0;
  /** Nothing is read before, however many ask, because the last read failed. */
  #restsUntil = Number.NEGATIVE_INFINITY;
  #wake: (() => void) | null = null;

  /** @param maxCalls the calls of rounds in any minute at this moment */
  constructor(clock: Clock, movingJobs: () => number, maxCalls: () => number) {
    this.#clock = clock;
    this.#movingJobs = movingJobs;
    this.#maxCalls = maxCalls;
  }

  /** Whether someone looks. */
  get isLooking(): boolean {
    return isLooking(this.#pace(), this.#clock.now());
  }

  /** Notes a stream until the returned function is called. */
  watch(): () => void {
    this.#streams++;
    this.wake();
    return () => {
      this.#streams--;
    };
  }

  noteQuestion(): void {
    this.#questionAt = this.#clock.now();
    this.wake();
  }

  /** Resolves when there may be another call, and counts it. */
  async beforeCall(): Promise<void> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) await this.#clock.sleep(wait);
    this.#calls.push(this.#clock.now());
    this.#roundCalls++;
  }

  /** Notes how a round has ended. */
  noteRound(hasFailed: boolean): void {
    this.#failures = hasFailed ? this.#failures + 1 : 0;
    if (hasFailed) this.rest();
  }

  /** Begins a pause in which nothing is read. */
  rest(): void {
    this.#restsUntil = this.#clock.now() + backoffOf(Math.max(1, this.#failures));
  }

  get isFailing(): boolean {
    return this.#failures > 0;
  }

  get isResting(): boolean {
    const left = this.#restsUntil - this.#clock.now();
    // A clock that was set back makes no pause longer.
    return left > 0 && left <= maxBackoffMs;
  }

  /** Resolves when it is time for the next round; at once after {@link wake} when no one has looked. */
  async pause(): Promise<void> {
    const pause = pauseOf(this.#pace(), this.#clock.now(), this.#maxCalls());
    this.#roundCalls = 0;
    if (pause !== null) return await this.#clock.sleep(pause);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = null;
  }

  /** Ends a pause that began because no one looked. */
  wake(): void {
    this.#wake?.();
  }

  #wait(): number {
    const now = this.#clock.now();
    this.#calls = this.#calls.filter((time) => now - time < 60_000 && time <= now);
    return waitOf(this.#calls, now, this.#maxCalls());
  }

  #pace(): Pace {
    return {
      streams: this.#streams,
      questionAt: this.#questionAt,
      moving: this.#movingJobs(),
      failures: this.#failures,
      calls: this.#calls,
      lastRound: this.#roundCalls,
    };
  }
}
