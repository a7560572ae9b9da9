import { randomUUID } from 'node:crypto';
import type { Job } from '../../contract/job.ts';
import type { SortKey } from '../../contract/job-query.ts';
import { isMoving, type JobState } from '../../contract/state.ts';
import type { KnownJobs, ReadMoment } from '../jobs/known-jobs.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import type { Change, Entry } from './entry.ts';
import { Facts } from './facts.ts';
import { keptCover } from './links.ts';
import { eachOrder, Order } from './order.ts';
import { ScriptTexts } from './script-texts.ts';

/** Called after every new version. */
export type ChangeListener = (changes: readonly Change[]) => void;

/** What a mirror says about a job besides what MetaStudio said. */
export type Assessment = Pick<Job, 'usual' | 'late'>;

/** Jobs that are gone and remembered, for reads that began before. */
const maxGone = 10_000;

/**
 * The jobs that one app user sees, in memory (docs/decisions/0016-a-mirror-in-memory.md). It grows by reads and answers without
 * any; a job is replaced only by a read that began later than the one that brought it.
 */
export class Mirror implements KnownJobs {
  readonly epoch = randomUUID().slice(0, 8);
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #gone = new Lru<string, number>(maxGone);
  readonly #moving = new Set<Entry>();
  readonly #scripts = new ScriptTexts();
  /** All of them from the beginning: to sort 100 000 jobs at the first question takes up to half a second. */
  #orders = eachOrder((key) => Order.of(key, []));
  readonly #listeners = new Set<ChangeListener>();
  #version = 0;
  /** Jobs created before this time are not taken, in ms since 1970. */
  #since = Number.NEGATIVE_INFINITY;
  #reads = 0;
  #slots = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Number of the last change; 0 before the first one. */
  get version(): number {
    return this.#version;
  }

  /** Begins a version in which no job has changed: an order by time has gone on by itself. Returns its number. */
  skipVersion(): number {
    this.#version++;
    return this.#version;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** One more than the highest slot of an entry. */
  get slots(): number {
    return this.#slots;
  }

  /** Jobs that wait or are in production. */
  get moving(): ReadonlySet<Entry> {
    return this.#moving;
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /** To be called when a read begins; its result is applied with this moment. */
  beginRead(): ReadMoment {
    this.#reads++;
    return { order: this.#reads, at: this.#clock.now() };
  }

  /** Takes over the jobs of a read that are newer than what is known; returns what changed. */
  apply(jobs: Iterable<Job>, moment: ReadMoment): Change[] {
    const changes: Change[] = [];
    for (const job of jobs) {
      const change = this.#take(job, moment);
      if (change) changes.push(change);
    }
    this.#publish(changes);
    return changes;
  }

  /** Takes over a job that was read by itself, if it is in the mirror. */
  update(job: Job, moment: ReadMoment): void {
    if (this.#entries.has(job.id)) this.apply([job], moment);
  }

  /** A job that is not in the mirror yet may come; its script is known by then. */
  learnScript(id: string, script: string): void {
    const entries = this.#scripts.put(id, script).flatMap((one) => this.#entries.get(one) ?? []);
    this.#publish(entries.map((entry) => this.#replace(entry, this.#factsOf(entry.facts.job))));
  }

  latest(id: string, moment: ReadMoment): Job | null {
    const entry = this.#entries.get(id);
    return entry && entry.read.order >= moment.order ? entry.facts.job : null;
  }

  /** What the last read of a job said, and when it began; null when the job is not known. */
  lastReading(id: string): { state: JobState; beganAt: number } | null {
    const entry = this.#entries.get(id);
    return entry ? { state: entry.facts.state, beganAt: entry.read.at } : null;
  }

  /**
   * Forgets the jobs created before a time, in ms since 1970, and takes no such job from then on. They exist all the same: a page
   * that has one of them in its rows keeps it as it was. Returns what changed.
   */
  forgetBefore(since: number): Change[] {
    this.#since = since;
    const changes = [...this.#entries.values()]
      .filter(({ facts }) => isBefore(facts, since))
      .map((entry) => this.#drop(entry));
    this.#publish(changes);
    return changes;
  }

  /** Forgets jobs that a read which began at `moment` has shown to be gone. */
  remove(ids: Iterable<string>, moment: ReadMoment): Change[] {
    const changes: Change[] = [];
    for (const id of ids) {
      const entry = this.#entries.get(id);
      if (!entry || entry.read.order > moment.order) continue;
      this.#gone.set(id, this.#reads);
      entry.isGone = true;
      changes.push(this.#drop(entry));
    }
    this.#publish(changes);
    return changes;
  }

  /** Sets what the mirror says itself about jobs; `assess` is asked for each one. */
  assess(entries: Iterable<Entry>, assess: (facts: Facts) => Assessment): void {
    const changes: Change[] = [];
    for (const entry of entries) {
      const { facts } = entry;
      const { usual, late } = assess(facts);
      if (facts.late === late && JSON.stringify(facts.usual) === JSON.stringify(usual)) continue;
      changes.push(this.#replace(entry, this.#factsOf({ ...facts.job, usual, late })));
    }
    this.#publish(changes);
  }

  /** Calls `listener` after every change, until the returned function is called. */
  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All jobs in one order. */
  order(key: SortKey): Order {
    return this.#orders[key];
  }

  #take(job: Job, moment: ReadMoment): Change | null {
    const entry = this.#entries.get(job.id);
    if (!entry) {
      return (this.#gone.get(job.id) ?? 0) >= moment.order ? null : this.#add(job, moment);
    }
    if (entry.read.order > moment.order) return null;
    const before = entry.facts;
    // Of two reads under way at the same time, either may have been answered first.
    const overlaps = moment.order <= entry.readsBegun;
    if (overlaps && !isForward(before.state, job.state)) return null;
    entry.read = moment;
    entry.readsBegun = this.#reads;
    const cover = keptCover(before.cover, job.cover, moment.at);
    const { usual, late } = before.state === job.state ? before : job;
    // Only the list leaves the type out, and a job does not change it.
    const type = job.type ?? before.type;
    const after = this.#factsOf({ ...job, type, cover, usual, late });
    return isSame(before, after) ? null : this.#replace(entry, after);
  }

  #add(job: Job, read: ReadMoment): Change | null {
    const facts = this.#factsOf(job);
    if (isBefore(facts, this.#since)) return null;
    const slot = this.#slots++;
    const readsBegun = this.#reads;
    const entry = { id: job.id, slot, version: 0, read, readsBegun, facts, isGone: false };
    this.#entries.set(job.id, entry);
    if (isMoving(job.state)) this.#moving.add(entry);
    return { entry, before: null, after: facts };
  }

  #factsOf(job: Job): Facts {
    return new Facts(job, this.#scripts.get(job.id));
  }

  #drop(entry: Entry): Change {
    this.#entries.delete(entry.id);
    this.#scripts.delete(entry.id);
    this.#moving.delete(entry);
    return { entry, before: entry.facts, after: null };
  }

  #replace(entry: Entry, after: Facts): Change {
    const before = entry.facts;
    entry.facts = after;
    if (isMoving(after.state)) this.#moving.add(entry);
    else this.#moving.delete(entry);
    return { entry, before, after };
  }

  #publish(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#version++;
    for (const { entry } of changes) entry.version = this.#version;
    this.#orders = eachOrder((key) => this.#orders[key].with(changes));
    for (const listener of this.#listeners) listener(changes);
  }
}

/** A job of no known time belongs to any. */
function isBefore({ created }: Facts, time: number): boolean {
  return created !== null && created < time;
}

const stages: Partial<Record<JobState, number>> = { WAITING: 0, PROCESSING: 1 };

/** Whether a job can have gone from one state to the other, and not back. */
function isForward(from: JobState, to: JobState): boolean {
  return from === to || (stages[from] ?? 2) < (stages[to] ?? 2);
}

/** Whether two states of a job are equal. All of its values are texts, numbers or small objects of those. */
function isSame(a: Facts, b: Facts): boolean {
  return JSON.stringify(a.job) === JSON.stringify(b.job);
}
