import type { Coverage } from '../../../contract/job.ts';
import { earliestJobTime } from '../../../contract/job-query.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Mirror } from '../mirror.ts';
import type { Backfill } from './backfill.ts';
import { seconds } from './keyset-walk.ts';

const earliestMs = Date.parse(earliestJobTime);
const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

/** How many of the jobs that are too many for memory are kept. */
const keptShare = 0.9;

export type WindowOptions = {
  mirror: Mirror;
  /** How far back jobs are followed. */
  days: number;
  /** How many jobs are kept at most: with more of them the window begins later. */
  maxJobs: number;
  clock: Clock;
  logger: Logger;
};

/** How far the first reading has come. */
type FirstReading = Pick<Backfill, 'isComplete' | 'until' | 'progress'>;

/** The range of creation times that the mirror follows, and how much of it is known. Times in ms since 1970. */
export class FollowedWindow {
  readonly #options: WindowOptions;
  readonly #startedAt: number;
  #start: number;
  /** True when MetaStudio has no jobs from before the window. */
  #isEverything = false;
  /** Entries that the last verification could not read; null before the first one ended. */
  #unreadable: number | null = null;
  /** What was known last, and its beginning in ms since 1970. */
  #last: { since: number; coverage: Coverage } | null = null;

  /** Following begins now. */
  constructor(options: WindowOptions) {
    const { clock, days } = options;
    this.#options = options;
    this.#startedAt = clock.now();
    this.#start = windowStartAt(this.#startedAt, days);
  }

  /** When following began. */
  get startedAt(): number {
    return this.#startedAt;
  }

  /** The start of the window, in ms since 1970. */
  get start(): number {
    return this.#start;
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

  /** Forgets, once a day, the jobs that the window has left behind, and the oldest ones when there are too many. */
  move(): void {
    const { mirror, days, maxJobs, clock } = this.#options;
    const start = windowStartAt(clock.now(), days);
    if (start - this.#start >= dayMs) this.#forgetBefore(start);
    if (mirror.size > maxJobs) this.#shorten();
  }

  #shorten(): void {
    const { mirror, maxJobs, clock, logger } = this.#options;
    const newest = mirror
      .order('created')
      .from(Math.floor(maxJobs * keptShare), 'desc', clock.now());
    const created = newest.next().value?.facts.created ?? null;
    // Only jobs of no known time are left, or the clock has jumped.
    if (created === null || created < this.#start) return;
    this.#forgetBefore(created + 1000);
    const fields = { event: 'mirror_full', jobs: mirror.size, since: this.since };
    logger.warn(fields, 'Too many jobs for memory: older ones are asked of MetaStudio');
  }

  #forgetBefore(start: number): void {
    this.#start = start;
    if (this.#options.mirror.forgetBefore(start).length > 0) this.#isEverything = false;
  }

  /** What is known; the same object while it is the same. */
  coverage({ isComplete, until, progress }: FirstReading): Coverage {
    const { size } = this.#options.mirror;
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
