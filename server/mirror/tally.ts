import type { Counts, LateCounts } from '../../contract/job.ts';
import { lateStates } from '../../contract/job.ts';
import { type JobState, jobStates } from '../../contract/state.ts';
import type { Facts } from './facts.ts';
import { type Test, testOf } from './filter.ts';
import type { JobFilter } from './job-query.ts';

/** The numbers of a question: jobs that match, jobs of each state and late ones of each under the other filters. */
export type Numbers = { total: number; counts: Counts; late: LateCounts };

/** What a change of a job means for a question: whether it was and is listed, and whether a number has changed by it. */
export type Move = { wasListed: boolean; isListed: boolean; counts: boolean };

/** The cell of jobs that the other filters leave out. */
const none = -1;

/** Counts the jobs of a question, and keeps the numbers up to date by changes. */
export class Tally {
  /** Everything but state and lateness: jobs that pass are counted by these two, one cell for each pair. */
  readonly #test: Test;
  /** Which cells the question lists. */
  readonly #lists: readonly boolean[];
  readonly #jobs: Int32Array;

  constructor(test: Test, lists: readonly boolean[], jobs: Int32Array) {
    this.#test = test;
    this.#lists = lists;
    this.#jobs = jobs;
  }

  /** A tally without any jobs. */
  static of(filter: JobFilter): Tally {
    const wanted = new Set<JobState>(filter.states);
    const lists = jobStates.flatMap((state) => {
      const isWanted = wanted.size === 0 || wanted.has(state);
      return [isWanted && !filter.late, isWanted];
    });
    return new Tally(testOf(filter), lists, new Int32Array(lists.length));
  }

  /** A tally of the same jobs, which goes on by itself. */
  copy(): Tally {
    return new Tally(this.#test, this.#lists, this.#jobs.slice());
  }

  /** Counts a job; true when the question lists it. */
  add(facts: Facts): boolean {
    return this.#count(this.#cellOf(facts), 1);
  }

  /** Counts a job that is new, has changed or is gone. */
  move(before: Facts | null, after: Facts | null): Move {
    const from = before ? this.#cellOf(before) : none;
    const to = after ? this.#cellOf(after) : none;
    return {
      wasListed: this.#count(from, -1),
      isListed: this.#count(to, 1),
      counts: from !== to,
    };
  }

  get numbers(): Numbers {
    const counts = noJobs();
    let total = 0;
    for (const [i, state] of jobStates.entries()) {
      for (const cell of [2 * i, 2 * i + 1]) {
        const jobs = this.#jobs[cell] ?? 0;
        counts[state] += jobs;
        if (this.#lists[cell]) total += jobs;
      }
    }
    const late = noLateJobs();
    for (const state of lateStates) late[state] = this.#jobs[2 * jobStates.indexOf(state) + 1] ?? 0;
    return { total, counts, late };
  }

  #cellOf(facts: Facts): number {
    return this.#test(facts) ? 2 * facts.stateIndex + Number(facts.late) : none;
  }

  #count(cell: number, step: 1 | -1): boolean {
    if (cell === none) return false;
    this.#jobs[cell] = (this.#jobs[cell] ?? 0) + step;
    return this.#lists[cell] ?? false;
  }
}

/** No jobs of any state. */
export function noJobs(): Counts {
  return { WAITING: 0, PROCESSING: 0, SUCCEED: 0, FAILED: 0, CANCELED: 0, BLOCK: 0, UNKNOWN: 0 };
}

/** No late jobs of any state. */
export function noLateJobs(): LateCounts {
  return { WAITING: 0, PROCESSING: 0 };
}
