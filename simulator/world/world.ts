import { rateLimits } from '../../wire/endpoints.ts';
import { changedRecord, JobChange, JobSpec, recordOf } from '../jobs/job-spec.ts';
import { type Facts, factsAt, type JobRecord } from '../jobs/record.ts';
import { type JobFilter, type JobOrder, type JobPage, JobTable } from '../jobs/table.ts';
import { TokenBucket } from '../lib/token-bucket.ts';
import type { MediaLibrary } from '../obs/media-library.ts';
import { type Arrivals, arrivalsBetween, isTooOld } from './arrivals.ts';
import type { ArmedFault, Fault, FaultTarget } from './fault.ts';
import { FaultsInForce } from './faults-in-force.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { randomKeys, seededKeys } from './keys.ts';
import { defaultSwitches, type SwitchChange, Switches } from './switches.ts';
import type { TrueJob, World } from './world-api.ts';
import { WorldClock } from './world-clock.ts';
import { defaultSeed, type WorldSpec } from './world-spec.ts';

/** What all worlds of a simulator share; `now` is the real clock in epoch ms. */
export type WorldDeps = { now: () => number; media: MediaLibrary; urlTtlSeconds: number };

/** The simulator's own view of a world. It has no timers: reading it brings it up to date. */
export class SimulatedWorld implements World {
  readonly projectId: string;
  readonly ak: string;
  readonly sk: string;
  readonly iam: { user: string; password: string; domain: string };
  readonly securityToken: string | null;
  readonly urlTtlSeconds: number;
  readonly seed: number;
  readonly media: MediaLibrary;
  readonly #journal = new Journal();
  readonly #faults = new FaultsInForce();
  readonly #realNow: () => number;
  readonly #clock: WorldClock;
  readonly #table = new JobTable();
  readonly #arrivals: Arrivals | null;
  #switches = defaultSwitches;
  #buckets: Buckets | null = null;
  #serial = 0;
  #pruneAt = 5000;
  #arrivedUntil: number;

  constructor(spec: WorldSpec, deps: WorldDeps, hasSeededKeys: boolean) {
    this.seed = spec.seed ?? defaultSeed;
    const keys = hasSeededKeys ? seededKeys(this.seed) : randomKeys();
    this.projectId = keys.projectId;
    this.ak = keys.ak;
    this.sk = keys.sk;
    this.iam = keys.iam;
    this.securityToken = spec.securityToken ?? null;
    this.urlTtlSeconds = spec.urlTtlSeconds ?? deps.urlTtlSeconds;
    this.media = deps.media;
    this.#realNow = deps.now;
    this.#clock = new WorldClock(deps.now);
    this.setSwitches({ rateLimits: defaultSwitches.rateLimits, ...spec.switches });
    this.#arrivedUntil = this.now();
    this.#arrivals = spec.arrivals ? { start: this.now(), seed: this.seed } : null;
    this.addJobs(spec.records ?? []);
    this.setFaults(spec.faults ?? []);
  }

  get journal(): readonly JournalEntry[] {
    return this.#journal.entries;
  }

  get switches(): Switches {
    return this.#switches;
  }

  /** The tenant's rate limits; null when they are switched off. */
  get buckets(): Buckets | null {
    return this.#buckets;
  }

  mark(): number {
    return this.#journal.total;
  }

  callsSince(mark: number): readonly JournalEntry[] {
    return this.#journal.since(mark);
  }

  now(): number {
    return this.#clock.now();
  }

  /** The facts of a job at the world's present time, or some seconds ago. */
  factsOf(record: JobRecord, secondsAgo = 0): Facts {
    return factsAt(record, this.#clock.lifeTime() - secondsAgo * 1000);
  }

  /** A page of the jobs at the world's present time. */
  page(filter: JobFilter, order: JobOrder, slice: { offset: number; limit: number }): JobPage {
    return this.jobs().page(filter, order, slice, this.#clock.lifeTime());
  }

  record(entry: JournalEntry): void {
    this.#journal.add(entry);
  }

  /** Adds records that are complete, such as those of the seed. */
  addRecords(records: readonly JobRecord[]): void {
    this.#table.addAll(records);
    this.#serial += records.length;
  }

  /** The jobs at the world's present time. */
  jobs(): JobTable {
    this.#addArrivals();
    return this.#table;
  }

  setFaults(faults: Fault[]): void {
    this.#faults.set(faults);
  }

  setSwitches(switches: SwitchChange): void {
    this.#switches = Switches.parse({ ...this.#switches, ...switches });
    if (switches.rateLimits !== undefined) {
      this.#buckets = bucketsOf(this.#switches, this.#realNow());
    }
  }

  takeFault(target: FaultTarget): ArmedFault | null {
    return this.#faults.take(target);
  }

  addJob(spec: JobSpec): { jobId: string; assetId: string } {
    const record = this.#newRecord(spec, this.now(), this.#serial);
    this.addRecords([record]);
    return { jobId: record.jobId, assetId: record.assetId };
  }

  addJobs(specs: readonly JobSpec[]): { jobId: string; assetId: string }[] {
    const now = this.now();
    const records = specs.map((spec, i) => this.#newRecord(spec, now, this.#serial + i));
    this.addRecords(records);
    return records.map(({ jobId, assetId }) => ({ jobId, assetId }));
  }

  editJob(jobId: string, change: JobChange): void {
    this.#table.replace(changedRecord(this.#jobRecord(jobId), JobChange.parse(change), this.now()));
  }

  removeJob(jobId: string): void {
    const gone = this.#jobRecord(jobId);
    this.#table.remove((record) => record === gone);
  }

  /** Removes the jobs at one end of the order of creation, then adds new ones that only a change starts or ends. */
  shiftJobs({ arrive, vanish, end }: JobShift): void {
    const all = this.jobIds();
    const gone =
      end === 'oldest' ? all.slice(0, vanish) : all.slice(Math.max(0, all.length - vanish));
    for (const jobId of gone) this.removeJob(jobId);
    const arrival: JobSpec = { createdSecondsAgo: 0, waitSeconds: null, runSeconds: null };
    this.addJobs(Array.from({ length: arrive }, () => arrival));
  }

  /** Cancels a job `afterSeconds` from now; false when it is not waiting now. */
  cancel(jobId: string, afterSeconds = 0): boolean {
    const record = this.#jobRecord(jobId);
    if (this.factsOf(record).state !== 'WAITING') return false;
    this.#table.replace({ ...record, cancelledAt: this.now() + afterSeconds * 1000 });
    return true;
  }

  advanceClock(seconds: number): void {
    this.#clock.advance(seconds);
  }

  stepClock(seconds: number): void {
    this.#clock.step(seconds);
  }

  trueState(jobId: string): string {
    return this.factsOf(this.#jobRecord(jobId)).state;
  }

  trueJobs(): TrueJob[] {
    return this.jobs()
      .all()
      .map((record) => ({
        jobId: record.jobId,
        name: record.name,
        state: this.factsOf(record).state,
      }));
  }

  jobIds(): string[] {
    return this.jobs()
      .all()
      .map((record) => record.jobId);
  }

  #newRecord(spec: JobSpec, now: number, serial: number): JobRecord {
    return recordOf(JobSpec.parse(spec), { now, serial, worldSeed: this.seed });
  }

  #jobRecord(jobId: string): JobRecord {
    const record = this.jobs().job(jobId);
    if (record === null) throw new RangeError('no such job');
    return record;
  }

  #addArrivals(): void {
    if (this.#arrivals === null) return;
    const now = this.now();
    if (now <= this.#arrivedUntil) return;
    const records = arrivalsBetween(this.#arrivals, this.#arrivedUntil, now);
    this.#arrivedUntil = now;
    if (records.length === 0) return;
    this.addRecords(records);
    if (this.#table.size < this.#pruneAt) return;
    this.#table.remove((record) => isTooOld(record, now));
    this.#pruneAt = this.#table.size + 5000;
  }
}

type JobShift = { arrive: number; vanish: number; end: 'newest' | 'oldest' };

type Buckets = Record<'read' | 'cancel', TokenBucket>;

/** The rate limits of the switches' region. */
function bucketsOf({ rateLimits: region }: Switches, now: number): Buckets | null {
  if (region === 'none') return null;
  return {
    read: new TokenBucket(rateLimits.read[region], now),
    cancel: new TokenBucket(rateLimits.cancel[region], now),
  };
}
