import type { Coverage } from '../../../contract/job.ts';
import { earliestJobTime } from '../../../contract/job-query.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { errorFields, type Logger } from '../../lib/logger.ts';
import { UpstreamFault } from '../../metastudio/errors.ts';
import type { Change } from '../entry.ts';
import type { Mirror } from '../mirror.ts';
import { Backfill } from './backfill.ts';
import { IdChecks } from './id-checks.ts';
import { seconds } from './keyset-walk.ts';
import type { ListReader } from './list-reader.ts';
import { PaceKeeper } from './pace-keeper.ts';
import { sweep } from './sweep.ts';
import { readTail, type TailResult } from './tail.ts';
import { Verification } from './verification.ts';

/** How well the mirror knows MetaStudio's list. */
export type MirrorStatus = {
  coverage: Coverage;
  /** When MetaStudio was last asked with success, in ms since 1970; null before the first time. */
  readAt: number | null;
  stale: { since: number; fault: UpstreamFault } | null;
};

export type FollowerOptions = {
  mirror: Mirror;
  /** Makes a reader; `onCall` counts its calls. */
  reader: (onCall: () => void) => ListReader;
  /** How far back jobs are followed. */
  days: number;
  /** Called after each round, with the time in ms since 1970. */
  afterRound: (now: number) => void;
  clock: Clock;
  logger: Logger;
};

const sweepMs = 20_000;
const verifyMs = 60_000;
/** Pause before a page of the first reading is tried again. */
const failedPageMs = 5000;
const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

/**
 * Follows MetaStudio's list: a first reading of everything, then rounds that read what changed, while someone looks
 * (docs/decisions/0016-a-mirror-in-memory.md).
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #reader: ListReader;
  readonly #backfill: Backfill;
  readonly #verification: Verification;
  readonly #checks: IdChecks;
  readonly #pace: PaceKeeper;
  #windowStart: number;
  readonly #startedAt: number;
  /** True when MetaStudio has no jobs from before the window. */
  #isEverything = false;
  #readAt: number | null = null;
  #stale: MirrorStatus['stale'] = null;
  /** Entries that the last verification could not read; null before the first one ended. */
  #unreadable: number | null = null;
  #sweptAt = Number.NEGATIVE_INFINITY;
  #verifiedAt: number;
  /** Jobs that changed without the tail's having told; they are looked for in the next tail. */
  #suspects: string[] = [];
  /** True once MetaStudio's time of the last change has missed a change. */
  #updateTimeLies = false;
  #round: Promise<void> | null = null;
  #isStopped = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#startedAt = options.clock.now();
    this.#windowStart = windowStartAt(this.#startedAt, options.days);
    this.#verifiedAt = this.#startedAt;
    this.#pace = new PaceKeeper(options.clock, () => options.mirror.moving.size);
    this.#reader = options.reader(() => this.#pace.noteCall());
    // Rounds keep their pace beside the first reading, which has a lane of its own.
    const uncounted = options.reader(() => undefined);
    this.#backfill = new Backfill(uncounted, seconds(this.#windowStart));
    this.#verification = new Verification(this.#reader, () => seconds(this.#windowStart));
    this.#checks = new IdChecks(this.#reader);
  }

  /** Whether everything that was created since a time, in ms since 1970, is or will soon be known. */
  covers(since: number): boolean {
    return this.#isEverything || since >= this.#windowStart;
  }

  get status(): MirrorStatus {
    return { coverage: this.#coverage(), readAt: this.#readAt, stale: this.#stale };
  }

  /** Reads until {@link stop}: everything once, then what changes while someone looks. */
  async run(): Promise<void> {
    void this.readEverything();
    while (!this.#isStopped) {
      await this.round();
      await this.#pace.pause();
    }
  }

  /** Ends {@link run} after the round under way. */
  stop(): void {
    this.#isStopped = true;
    this.#pace.wake();
  }

  /** Notes a stream until the returned function is called. */
  watch(): () => void {
    return this.#pace.watch();
  }

  /** Notes a question; returns the round under way when the mirror was not read for a while and reading does not fail. */
  look(maxAgeMs: number): Promise<void> | null {
    const now = this.#options.clock.now();
    this.#pace.noteQuestion();
    const isFresh = this.#readAt !== null && Math.abs(now - this.#readAt) <= maxAgeMs;
    return isFresh || this.#pace.isResting ? null : this.round();
  }

  /** Reads jobs again because of their links; resolves when that was tried. */
  async refresh(ids: readonly string[]): Promise<void> {
    if (this.#pace.isResting) return;
    if (!(await this.#attempt('links', () => this.#checks.readNow(ids)))) this.#pace.rest();
  }

  /** Reads what changed since the last round; a second call shares the round under way. Never throws. */
  round(): Promise<void> {
    this.#round ??= this.#runRound().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  async #runRound(): Promise<void> {
    const { clock, afterRound } = this.#options;
    const at = clock.now();
    try {
      if (this.#backfill.until === null && !this.#backfill.isComplete) {
        await this.#backfill.step();
        this.#readAt ??= at;
      }
      await this.#readChanges();
      this.#pace.noteRound(false);
      this.#stale = null;
    } catch (error) {
      const fault = this.#faultOf(error);
      this.#pace.noteRound(true);
      this.#stale = { since: this.#stale?.since ?? clock.now(), fault };
    }
    await this.#attempt('check', () => this.#readChecks());
    this.#moveWindow();
    if (this.#readAt !== null) afterRound(clock.now());
  }

  async #readChanges(): Promise<void> {
    const { clock, mirror } = this.#options;
    const tail = await readTail(this.#reader, seconds(this.#windowStart), this.#isNews);
    this.#readAt = tail.at;
    this.#judgeTail(tail);
    const isDue = Math.abs(clock.now() - this.#sweptAt) >= sweepMs || this.#updateTimeLies;
    if (mirror.moving.size === 0 || !isDue) return;
    this.#sweptAt = clock.now();
    const { changed, missing } = await sweep(this.#reader, seconds(this.#windowStart));
    this.#suspects.push(...changed);
    this.#checks.add(missing);
  }

  /** Jobs that are known to the backfill only in time are no news while it has not come to them. */
  readonly #isNews = ({ before, after }: Change): boolean =>
    before !== null || this.#backfill.isComplete || (after?.created ?? 0) >= this.#startedAt;

  /** A change that the sweep found and the next tail does not have either shows that its time does not move. */
  #judgeTail(tail: TailResult): void {
    const missed = this.#suspects.filter((id) => !tail.ids.has(id));
    this.#suspects = [];
    if (missed.length === 0 || this.#updateTimeLies) return;
    this.#updateTimeLies = true;
    const fields = { event: 'update_time_lies', count: missed.length };
    this.#options.logger.warn(fields, 'Changes without a new update_time: every round sweeps');
  }

  async #readChecks(): Promise<void> {
    const { clock } = this.#options;
    if (!this.#checks.isEmpty) this.#suspects.push(...(await this.#checks.step()));
    if (!this.#backfill.isComplete || Math.abs(clock.now() - this.#verifiedAt) < verifyMs) return;
    this.#verifiedAt = clock.now();
    const { missing, unreadable } = await this.#verification.step();
    this.#checks.add(missing);
    if (unreadable !== null) this.#unreadable = unreadable;
  }

  /** Reads everything once. Never throws. */
  async readEverything(): Promise<void> {
    while (!this.#backfill.isComplete && !this.#isStopped) {
      if (!(await this.#readBack())) await this.#options.clock.sleep(failedPageMs);
    }
    await this.#attempt('older', () => this.#lookForOlder());
  }

  /** Reads the next page of the first reading; false when that failed. */
  async #readBack(): Promise<boolean> {
    if (this.#backfill.until !== null) {
      return await this.#attempt('backfill', () => this.#backfill.step());
    }
    await this.round();
    return !this.#pace.isFailing;
  }

  /** Once a day, forgets the jobs that the window has left behind. */
  #moveWindow(): void {
    const { clock, days, mirror } = this.#options;
    const start = windowStartAt(clock.now(), days);
    if (start - this.#windowStart < dayMs) return;
    this.#windowStart = start;
    const old = [...mirror.entries()].filter(
      ({ facts: { created } }) => (created ?? start) < start,
    );
    if (old.length > 0) this.#isEverything = false;
    mirror.remove(
      old.map(({ id }) => id),
      mirror.beginRead(),
    );
  }

  /** Whether there are jobs from before the window at all: otherwise the mirror can answer for all time. */
  async #lookForOlder(): Promise<void> {
    const page = await this.#reader.read({
      create_since: earliestJobTime,
      create_until: seconds(this.#windowStart - 1000),
      limit: '1',
      offset: '0',
    });
    this.#isEverything = page.count === 0 && page.entries === 0;
  }

  /** For reads besides the changes: a failure is logged, and tried again later. False after one. */
  async #attempt(what: string, read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      return true;
    } catch (error) {
      const { code } = this.#faultOf(error);
      this.#options.logger.warn({ event: 'mirror_read_failed', what, code }, 'Not read');
      return false;
    }
  }

  #faultOf(error: unknown): UpstreamFault {
    if (error instanceof UpstreamFault) return error;
    this.#options.logger.error({ event: 'unexpected', ...errorFields(error) }, 'Not read');
    return new UpstreamFault('internal');
  }

  #coverage(): Coverage {
    const { isComplete, until, progress } = this.#backfill;
    const earliest = this.#isEverything ? Date.parse(earliestJobTime) : this.#windowStart;
    const since = isComplete ? earliest : (until ?? this.#startedAt);
    const unreadable = this.#unreadable ?? progress.unreadable;
    return {
      since: isoTime(since),
      complete: isComplete,
      read: isComplete ? this.#options.mirror.size : progress.read,
      total: isComplete ? this.#options.mirror.size + unreadable : progress.total,
      unreadable,
    };
  }
}

/** Start of the window in ms since 1970, at a full hour before: the longest range that the page offers lies within it. */
function windowStartAt(now: number, days: number): number {
  return Math.floor((now - days * dayMs - hourMs) / hourMs) * hourMs;
}
