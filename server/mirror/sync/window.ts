import type { Coverage } from '../../../contract/job.ts';
import { earliestJobTime } from '../../../contract/job-query.ts';
import { isoTime } from '../../lib/clock.ts';
import type { Mirror } from '../mirror.ts';
import type { Backfill } from './backfill.ts';
import { seconds } from './keyset-walk.ts';

const earliestMs = Date.parse(earliestJobTime);
const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

/** The range of creation times that the mirror follows, and how much of it is known. Times in ms since 1970. */
export class FollowedWindow {
  readonly #mirror: Mirror;
  readonly #days: number;
  readonly #startedAt: number;
  #start: number;
  /** True when MetaStudio has no jobs from before the window. */
  #isEverything = false;
  /** Entries that the last verification could not read; null before the first one ended. */
  #unreadable: number | null = null;
  /** What was known last, and its beginning in ms since 1970. */
  #last: { since: number; coverage: Coverage } | null = null;

  /** @param now the time at which following begins */
  constructor(mirror: Mirror, days: number, now: number) {
    this.#mirror = mirror;
    this.#days = days;
    this.#startedAt = now;
    this.#start = windowStartAt(now, days);
  }

  /** When following began. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** The start of the window as calls take it. */
  get since(): string {
    return seconds(this.#start);
  }

  /** The query of the jobs from before the window. */
  get older() {
    return { create_since: earliestJobTime, create_until: seconds(this.#start - 1000) };
  }

  /** Whether everything that was created since a time is or will soon be known. */
  covers(since: number): boolean {
    return this.#isEverything || since >= this.#start;
  }

  /** Notes whether there are jobs from before the window at all: otherwise the mirror can answer for all time. */
  noteOlder(hasOlder: boolean): void {
    this.#isEverything = !hasOlder;
  }

  /** Notes how many entries a verification could not read. */
  noteUnreadable(unreadable: number): void {
    this.#unreadable = unreadable;
  }

  /** Once a day, forgets the jobs that the window has left behind. */
  move(now: number): void {
    const start = windowStartAt(now, this.#days);
    if (start - this.#start < dayMs) return;
    this.#start = start;
    const old = [...this.#mirror.entries()].filter(
      ({ facts: { created } }) => (created ?? start) < start,
    );
    if (old.length > 0) this.#isEverything = false;
    this.#mirror.remove(
      old.map(({ id }) => id),
      this.#mirror.beginRead(),
    );
  }

  /** What is known; the same object while it is the same. */
  coverage({ isComplete, until, progress }: Backfill): Coverage {
    const { size } = this.#mirror;
    const earliest = this.#isEverything ? earliestMs : this.#start;
    const unreadable = this.#unreadable ?? progress.unreadable;
    const since = isComplete ? earliest : (until ?? this.#startedAt);
    const coverage: Omit<Coverage, 'since'> = {
      complete: isComplete,
      read: isComplete ? size : progress.read,
      total: isComplete ? size + unreadable : progress.total,
      unreadable,
    };
    const last = this.#last;
    if (last?.since === since && isSame(last.coverage, coverage)) return last.coverage;
    const made = { since: isoTime(since), ...coverage };
    this.#last = { since, coverage: made };
    return made;
  }
}

function isSame(a: Coverage, b: Omit<Coverage, 'since'>): boolean {
  return (
    a.complete === b.complete &&
    a.read === b.read &&
    a.total === b.total &&
    a.unreadable === b.unreadable
  );
}

/** Start of the window, at a full hour before: the longest range that the page offers lies within it. */
function windowStartAt(now: number, days: number): number {
  return Math.floor((now - days * dayMs - hourMs) / hourMs) * hourMs;
}
