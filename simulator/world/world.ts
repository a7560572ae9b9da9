import { randomBytes } from 'node:crypto';
import { rateLimits } from '../../wire/endpoints.ts';
import { changedRecord, JobChange, JobSpec, recordOf } from '../jobs/job-spec.ts';
import { factsAt, type JobRecord } from '../jobs/record.ts';
import { JobTable } from '../jobs/table.ts';
import { Random } from '../lib/random.ts';
import { TokenBucket } from '../lib/token-bucket.ts';
import type { MediaLibrary } from '../obs/media-library.ts';
import { type Arrivals, arrivalsBetween, isForgotten } from './arrivals.ts';
import {
  type ArmedFault,
  applies,
  type Fault,
  FaultInput,
  type FaultTarget,
  namedFault,
} from './fault.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { Switches, type SwitchesInput } from './switches.ts';

/** What a world is made of; see docs/simulator.md. */
export type WorldSpec = {
  /** Believable jobs to start with; 0 when left out. */
  jobs?: number;
  /** Whether new jobs keep arriving; false when left out. */
  arrivals?: boolean;
  /** Seconds that a media link lives. */
  urlTtlSeconds?: number;
  seed?: number;
  switches?: SwitchesInput;
  records?: JobSpec[];
  faults?: Fault[];
  /** Makes the keys temporary ones: requests must sign this X-Security-Token. */
  securityToken?: string;
};

/** One tenant's MetaStudio: own project, keys, jobs, clock, faults and journal. */
export type World = {
  readonly projectId: string;
  readonly ak: string;
  readonly sk: string;
  readonly iam: { user: string; password: string; domain: string };
  readonly journal: readonly JournalEntry[];
  /** Epoch ms of the world's own clock. */
  now(): number;
  setFaults(faults: Fault[]): void;
  addJob(spec: JobSpec): { jobId: string; assetId: string };
  /** @throws RangeError when there is no such job. */
  editJob(jobId: string, change: JobChange): void;
  advanceClock(seconds: number): void;
  /** The state of a job whatever the replies say. @throws RangeError when there is no such job. */
  trueState(jobId: string): string;
  /** Ids of all jobs there are by now, in order of creation. */
  jobIds(): string[];
};

type Ground = { now: () => number; media: MediaLibrary; urlTtlSeconds: number };

/** The simulator's own view of a world. Nothing here runs by timers: reading it brings it up to date. */
export class SimulatedWorld implements World {
  readonly projectId: string;
  readonly ak: string;
  readonly sk: string;
  readonly iam: { user: string; password: string; domain: string };
  readonly securityToken: string | null;
  readonly switches: Switches;
  readonly urlTtlSeconds: number;
  readonly seed: number;
  readonly media: MediaLibrary;
  readonly buckets: Record<'read' | 'cancel', TokenBucket> | null;
  readonly #log = new Journal();
  readonly #realNow: () => number;
  readonly #table = new JobTable();
  readonly #arrivals: Arrivals | null;
  #faults: ArmedFault[] = [];
  #offset = 0;
  #serial = 0;
  #pruneAt = 5000;
  #arrivedUntil: number;

  constructor(spec: WorldSpec, ground: Ground, seededIds: boolean) {
    this.seed = spec.seed ?? 20;
    const hex = (length: number, purpose: number) =>
      seededIds
        ? new Random(this.seed * 31 + purpose).hex(length)
        : randomBytes(length).toString('hex').slice(0, length);
    this.projectId = hex(32, 1);
    this.ak = `SIM${hex(17, 2).toUpperCase()}`;
    this.sk = hex(40, 3);
    const domain = seededIds ? 'dailies' : `dailies-${hex(8, 4)}`;
    this.iam = { user: 'dailies', password: hex(20, 5), domain };
    this.securityToken = spec.securityToken ?? null;
    this.switches = Switches.parse(spec.switches ?? {});
    this.urlTtlSeconds = spec.urlTtlSeconds ?? ground.urlTtlSeconds;
    this.media = ground.media;
    this.#realNow = ground.now;
    const region = this.switches.rateLimits;
    this.buckets =
      region === 'none'
        ? null
        : {
            read: new TokenBucket(rateLimits.read[region], ground.now()),
            cancel: new TokenBucket(rateLimits.cancel[region], ground.now()),
          };
    this.#arrivedUntil = this.now();
    this.#arrivals = spec.arrivals ? { start: this.now(), seed: this.seed } : null;
    for (const record of spec.records ?? []) this.addJob(record);
    this.setFaults(spec.faults ?? []);
  }

  get journal(): readonly JournalEntry[] {
    return this.#log.entries;
  }

  now(): number {
    return this.#realNow() + this.#offset;
  }

  note(entry: JournalEntry): void {
    this.#log.add(entry);
  }

  /** Adds ready records, as the seed makes them. */
  addRecords(records: readonly JobRecord[]): void {
    this.#table.addAll(records);
    this.#serial += records.length;
  }

  /** The jobs as they are at the world's now. */
  jobs(): JobTable {
    this.#arrive();
    return this.#table;
  }

  setFaults(faults: Fault[]): void {
    this.#faults = faults.map((fault) => FaultInput.parse(fault));
  }

  /** The first fault that strikes; counts it. The fault in a job's name comes last. */
  takeFault(target: FaultTarget): ArmedFault | null {
    const fault = this.#faults.find((candidate) => applies(candidate, target));
    if (fault === undefined) {
      const named = target.name === null ? null : namedFault(target.name);
      return named !== null && applies(named, target) ? named : null;
    }
    if (fault.times !== null) {
      fault.times -= 1;
      if (fault.times === 0) this.#faults = this.#faults.filter((other) => other !== fault);
    }
    return fault;
  }

  addJob(spec: JobSpec): { jobId: string; assetId: string } {
    const at = { now: this.now(), serial: this.#serial, worldSeed: this.seed };
    const record = recordOf(JobSpec.parse(spec), at);
    this.addRecords([record]);
    return { jobId: record.jobId, assetId: record.assetId };
  }

  editJob(jobId: string, change: JobChange): void {
    this.#table.replace(changedRecord(this.#record(jobId), JobChange.parse(change), this.now()));
  }

  /** Lets a cancel take effect `afterSeconds` from now; false when the job does not wait (any more). */
  cancel(jobId: string, afterSeconds = 0): boolean {
    const record = this.#record(jobId);
    if (factsAt(record, this.now()).state !== 'WAITING') return false;
    this.#table.replace({ ...record, cancelledAt: this.now() + afterSeconds * 1000 });
    return true;
  }

  advanceClock(seconds: number): void {
    this.#offset += seconds * 1000;
  }

  trueState(jobId: string): string {
    return factsAt(this.#record(jobId), this.now()).state;
  }

  jobIds(): string[] {
    return this.jobs()
      .all()
      .map((record) => record.jobId);
  }

  #record(jobId: string): JobRecord {
    const record = this.jobs().job(jobId);
    if (record === null) throw new RangeError('no such job');
    return record;
  }

  #arrive(): void {
    if (this.#arrivals === null) return;
    const now = this.now();
    if (now <= this.#arrivedUntil) return;
    const records = arrivalsBetween(this.#arrivals, this.#arrivedUntil, now);
    this.#arrivedUntil = now;
    if (records.length === 0) return;
    this.addRecords(records);
    if (this.#table.size < this.#pruneAt) return;
    this.#table.remove((record) => isForgotten(record, now));
    this.#pruneAt = this.#table.size + 5000;
  }
}
