import type { Mirror } from '../mirror.ts';
import { type History, historyOf } from './history.ts';
import { isLate, usualOf } from './usual.ts';

/** How long a history is used before it is made anew, in ms. */
const historyMs = 60_000;
/** Growth of the mirror, as while it is read for the first time, after which a history is made anew at once. */
const growth = 1.5;

/** Says of moving jobs how long their phase usually takes, and which of them are late. */
export class Lateness {
  readonly #mirror: Mirror;
  #made: { history: History; at: number; size: number } | null = null;

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  /** Brings what is said about moving jobs up to date. @param now in ms since 1970 */
  assess(now: number): void {
    const history = this.#history(now);
    this.#mirror.assess(this.#mirror.moving, (job) => {
      const usual = usualOf(history, job, now);
      return { usual, late: isLate(usual, job, now) };
    });
  }

  #history(now: number): History {
    const { size } = this.#mirror;
    const made = this.#made;
    if (made && Math.abs(now - made.at) < historyMs && size <= made.size * growth) {
      return made.history;
    }
    const newest = this.#mirror.order('created').from(0, 'desc', now);
    const history = historyOf(newest, now);
    this.#made = { history, at: now, size };
    return history;
  }
}
