import type { Change } from './entry.ts';
import type { JobQuery } from './job-query.ts';
import type { Order } from './order.ts';
import { Tally } from './tally.ts';

/** What a question listed at one moment, and what it counted. */
export type Selection = {
  /** Version of the mirror in which it became so. */
  version: number;
  order: Order;
  /** The time that values which grow were compared at, in ms since 1970. */
  at: number;
  /** Not to be changed: it is that of the moment. */
  tally: Pick<Tally, 'numbers' | 'copy'>;
};

/** Orders by a value that grows are compared anew after this time, in ms. */
export const growingMs = 60_000;
/** Changes that a view keeps for when it is asked: for more of them, a walk through all jobs costs as much. */
const maxPending = 1000;

/**
 * The jobs of one question, without its page and direction. It walks through all jobs once, and goes on from there by what
 * changes; changes are noted, and taken over when the question is asked again.
 */
export class View {
  readonly #tally: Tally;
  #order: Order;
  #pending: Change[] = [];
  #selection: Selection | null = null;

  /** @param all all jobs in the order of the question */
  constructor(query: JobQuery, all: Order) {
    const tally = Tally.of(query);
    this.#tally = tally;
    this.#order = all.filter(({ facts }) => tally.add(facts));
  }

  /** Notes changes; false when they are too many, and the view is of no use any more. */
  note(changes: readonly Change[]): boolean {
    if (this.#pending.length + changes.length > maxPending) return false;
    this.#pending.push(...changes);
    return true;
  }

  /** What {@link select} returned last. */
  get selection(): Selection | null {
    return this.#selection;
  }

  /** The present selection: the same one while it has not changed. @param newVersion the version of another one */
  select(now: number, newVersion: () => number): Selection {
    const last = this.#selection;
    const hasMoved = this.#takeOver();
    const isSame = last?.order === this.#order && !hasMoved;
    if (last && isSame && !hasGrown(last, now)) return last;
    const tally = last && !hasMoved ? last.tally : this.#tally.copy();
    this.#selection = { version: newVersion(), order: this.#order, at: now, tally };
    return this.#selection;
  }

  /** True when a number has changed. */
  #takeOver(): boolean {
    const changes = this.#pending;
    this.#pending = [];
    let hasMoved = false;
    const listed = changes.map(({ entry, before, after }): Change => {
      const move = this.#tally.move(before, after);
      hasMoved ||= move.counts;
      return {
        entry,
        before: move.wasListed ? before : null,
        after: move.isListed ? after : null,
      };
    });
    this.#order = this.#order.with(listed);
    return hasMoved;
  }
}

/** Whether an order by a value that grows has to be compared anew. @param now in ms since 1970 */
export function hasGrown({ order, at }: Selection, now: number): boolean {
  return order.grows && Math.abs(now - at) > growingMs;
}
