import type { Coverage } from '../../../contract/job.ts';
import type { Clock } from '../../lib/clock.ts';
import { errorFields, type Logger } from '../../lib/logger.ts';
import { UpstreamFault } from '../../metastudio/errors.ts';
import type { Change } from '../entry.ts';
import type { Mirror } from '../mirror.ts';
import { Backfill } from './backfill.ts';
import { IdChecks } from './id-checks.ts';
import type { ListReader } from './list-reader.ts';
import { PaceKeeper } from './pace-keeper.ts';
import { sweep } from './sweep.ts';
import { readTail, type TailResult } from './tail.ts';
import { Verification } from './verification.ts';
import { FollowedWindow } from './window.ts';

/** How MetaStudio was read last. */
export type MirrorStatus = {
  /** When MetaStudio was last asked with success, in ms since 1970; null before the first time. */
  readAt: number | null;
  stale: { since: number; fault: UpstreamFault } | null;
};

export type FollowerOptions = {
  mirror: Mirror;
  /** Makes a reader; `beforeCall` keeps its calls within the pace. */
  reader: (beforeCall: () => Promise<void>) => ListReader;
  /** How far back jobs are followed. */
  days: number;
  /** How many jobs are kept at most. */
  maxJobs: number;
  /** Called after each round, with the time in ms since 1970. */
  afterRound: (now: number) => void;
  /** The calls of rounds in any minute. */
  maxCalls: () => number;
  clock: Clock;
  logger: Logger;
};

const sweepMs = 20_000;
const verifyMs = 60_000;
/** Pause before a page of the first reading is tried again. */
const failedPageMs = 5000;

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
  readonly #window: FollowedWindow;
  #readAt: number | null = null;
  #stale: MirrorStatus['stale'] = null;
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
    this.#window = new FollowedWindow(options);
    this.#verifiedAt = this.#window.startedAt;
    this.#pace = new PaceKeeper(options.clock, () => options.mirror.moving.size, options.maxCalls);
    this.#reader = options.reader(() => this.#pace.beforeCall());
    // Rounds keep their pace beside the first reading, which has a lane of its own.
    const uncounted = options.reader(async () => {});
    this.#backfill = new Backfill(uncounted, () => this.#window.start);
    this.#verification = new Verification(this.#reader, () => this.#window.since);
    this.#checks = new IdChecks(this.#reader);
  }

  /** Whether everything that was created since a time, in ms since 1970, is or will soon be known. */
  covers(since: number): boolean {
    return this.#window.covers(since);
  }

  /** Whether someone looks: a stream is open, or a question came just now. */
  get isLooking(): boolean {
    return this.#pace.isLooking;
  }

  get status(): MirrorStatus {
    return { readAt: this.#readAt, stale: this.#stale };
  }

  /** What is known of the window; the same object while it is the same. */
  get coverage(): Coverage {
    return this.#window.coverage(this.#backfill);
  }

  /** Reads until {@link stop}: everything once, then what changes while someone looks. */
  async run(): Promise<void> {
    void this.readEverything();
    while (!this.#isStopped) {
      await this.round();
      // Stopped meanwhile, it would wait for someone who looks.
      if (!this.#isStopped) await this.#pace.pause();
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
    this.#window.move();
    if (this.#readAt !== null) afterRound(clock.now());
  }

  async #readChanges(): Promise<void> {
    const { clock, mirror } = this.#options;
    const tail = await readTail(this.#reader, this.#window.since, this.#isNews);
    this.#readAt = tail.at;
    this.#judgeTail(tail);
    const isDue = Math.abs(clock.now() - this.#sweptAt) >= sweepMs || this.#updateTimeLies;
    if (mirror.moving.size === 0 || !isDue) return;
    this.#sweptAt = clock.now();
    const { changed, missing } = await sweep(this.#reader, this.#window.since);
    this.#suspects.push(...changed);
    this.#checks.add(missing);
  }

  /** Jobs that are known to the backfill only in time are no news while it has not come to them. */
  readonly #isNews = ({ before, after }: Change): boolean =>
    before !== null || this.#backfill.isComplete || (after?.created ?? 0) >= this.#window.startedAt;

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
    if (unreadable !== null) this.#window.noteUnreadable(unreadable);
  }

  /** Reads everything once. Never throws. */
  async readEverything(): Promise<void> {
    while (!this.#backfill.isComplete && !this.#isStopped) {
      if (!(await this.#readBack())) await this.#options.clock.sleep(failedPageMs);
    }
    if (!this.#isStopped) await this.#attempt('older', () => this.#lookForOlder());
  }

  /** Reads the next page of the first reading; false when that failed. */
  async #readBack(): Promise<boolean> {
    if (this.#backfill.until !== null) {
      return await this.#attempt('backfill', async () => {
        await this.#backfill.step();
        this.#window.move();
      });
    }
    await this.round();
    return !this.#pace.isFailing;
  }

  async #lookForOlder(): Promise<void> {
    const page = await this.#reader.read({ ...this.#window.older, limit: '1', offset: '0' });
    this.#window.noteOlder(page.count !== 0 || page.entries > 0);
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
}
