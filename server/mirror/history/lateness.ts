import type { Job } from '../../../contract/job.ts';
import type { Entry } from '../entry.ts';
import type { Mirror } from '../mirror.ts';
import { type History, historyOf } from './history.ts';
import { isLate, usualOf } from './usual.ts';

/** How long a history is used before it is made anew, in ms. */
const historyMs = 60_000;

/** Says of moving jobs how long their phase usually takes, and which of them are late. */
export class Lateness {
  readonly #mirror: Mirror;
  #history: History | null = null;
  #madeAt = 0;

  constructor(mirror: Mirror) {
    this.#mirror = mirror;
  }

  /** Brings what is said about moving jobs up to date. @param now in ms since 1970 */
  assess(now: number): void {
    if (!this.#history || Math.abs(now - this.#madeAt) >= historyMs) {
      this.#history = historyOf(jobsOf(this.#mirror.entries()), now);
      this.#madeAt = now;
    }
    const history = this.#history;
    this.#mirror.assess(this.#mirror.moving, (job) => {
      const usual = usualOf(history, job, now);
      return { usual, late: isLate(usual, job, now) };
    });
  }
}

function* jobsOf(entries: Iterable<Entry>): Iterable<Job> {
  for (const { facts } of entries) yield facts.job;
}
