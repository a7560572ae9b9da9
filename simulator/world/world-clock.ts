/**
 * A world's own clock, a distance from the real one. It has two readings: `now` is what the world prints and what links
 * and tokens expire by; `lifeTime` is what the states of jobs follow. They differ only after a step backwards.
 */
export class WorldClock {
  readonly #realNow: () => number;
  #offset = 0;
  /** States have been as they are at this time. */
  #reached = -Infinity;

  /** @param realNow epoch ms */
  constructor(realNow: () => number) {
    this.#realNow = realNow;
  }

  /** Epoch ms of the world's own clock. */
  now(): number {
    return this.#realNow() + this.#offset;
  }

  /** The time (epoch ms) that decides the states of jobs: it waits while a clock that was set back catches up. */
  lifeTime(): number {
    return Math.max(this.now(), this.#reached);
  }

  /** Moves the time itself: with a negative number, states go back too. */
  advance(seconds: number): void {
    this.#offset += seconds * 1000;
    this.#reached = -Infinity;
  }

  /** Corrects the clock, also backwards: what has happened stays, and new times are those of the corrected clock. */
  step(seconds: number): void {
    this.#reached = this.lifeTime();
    this.#offset += seconds * 1000;
  }
}
