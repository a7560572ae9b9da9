import type { JobChange, JobSpec } from '../jobs/job-spec.ts';
import type { Random } from '../lib/random.ts';
import type { Fault } from '../world/fault.ts';
import type { SwitchChange } from '../world/switches.ts';
import type { TrueJob, World } from '../world/world-api.ts';
import { type StormFault, stormFaults, stormSwitches } from './storm-faults.ts';

export type StormOptions = {
  /** Which faults may occur; all of them when left out. */
  faults?: readonly StormFault[];
  /** Whether the world's switches are turned; true when left out. */
  turnsSwitches?: boolean;
  /** Whether the world's clock is corrected, by at most ten minutes in all; true when left out. */
  stepsClock?: boolean;
  /** No job is created while there are this many; 300 when left out. */
  maxJobs?: number;
};

/** Everything that a step can do, as often as it stands here. */
const deeds = [
  ...(['create', 'create', 'create', 'create', 'create'] as const),
  ...(['start', 'start', 'start', 'start', 'end', 'end', 'end', 'fail', 'cancel'] as const),
  ...(['vanish', 'rename', 'rename', 'block', 'unblock'] as const),
  ...(['fault', 'fault', 'fault', 'noFault', 'turnSwitch', 'stepClock'] as const),
];
type Deed = (typeof deeds)[number];

/** What happens to one job that is in the state `from`; null means in any. */
type JobDeed = { from: string | null; change: JobChange };

const jobDeeds = {
  start: { from: 'WAITING', change: { startInSeconds: 0 } },
  cancel: { from: 'WAITING', change: { cancelled: true } },
  end: { from: 'PROCESSING', change: { finishInSeconds: 0 } },
  fail: { from: 'PROCESSING', change: { finishInSeconds: 0, ending: 'FAILED' } },
  block: { from: 'SUCCEED', change: { becomes: 'BLOCK' } },
  unblock: { from: 'BLOCK', change: { becomes: 'SUCCEED' } },
} satisfies Record<string, JobDeed>;

const maxDriftSeconds = 600;

/**
 * Random changes and faults of a world, for tests of a reader that must hold what the world's list holds. The same world
 * and the same random numbers give the same storm. Its jobs change by steps only, never by time.
 */
export class Storm {
  readonly #world: World;
  readonly #random: Random;
  readonly #options: Required<StormOptions>;
  readonly #calmSwitches: SwitchChange;
  readonly #histories = new Map<string, string[]>();
  #faults: Fault[] = [];
  #names = 0;
  #driftSeconds = 0;

  constructor(world: World, random: Random, options: StormOptions = {}) {
    const { faults = faultNames, turnsSwitches = true, stepsClock = true, maxJobs = 300 } = options;
    this.#world = world;
    this.#random = random;
    this.#options = { faults, turnsSwitches, stepsClock, maxJobs };
    const { updateTime, maxJobIds } = world.switches;
    this.#calmSwitches = { updateTime, maxJobIds };
    this.#observe();
  }

  /** Does one random thing to the world; returns it in words, for the log of a failed test. */
  step(): string {
    this.#observe();
    const deed = this.#random.pick(deeds);
    const done = this.#do(deed) ?? this.#create();
    this.#observe();
    return done;
  }

  /** Ends all faults and turns the switches back. Jobs and clock stay as they are. */
  calm(): void {
    this.#setFaults([]);
    this.#world.setSwitches(this.#calmSwitches);
  }

  /** What the world's list holds now: name and state of each job by its id. */
  truth(): Map<string, { state: string; name: string }> {
    const jobs = this.#world.trueJobs();
    return new Map(jobs.map(({ jobId, state, name }) => [jobId, { state, name }]));
  }

  /** The states that a job has had, the first one first; those of a vanished job too. */
  history(jobId: string): readonly string[] {
    this.#observe();
    return this.#histories.get(jobId) ?? [];
  }

  /** Null when there is nothing that this could be done to. */
  #do(deed: Deed): string | null {
    switch (deed) {
      case 'create':
        return this.#create();
      case 'vanish':
        return this.#vanish();
      case 'rename':
        return this.#change(deed, { from: null, change: { name: this.#newName() } });
      case 'fault':
        return this.#addFault();
      case 'noFault':
        this.#setFaults([]);
        return 'no faults';
      case 'turnSwitch':
        return this.#turnSwitch();
      case 'stepClock':
        return this.#stepClock();
      default:
        return this.#change(deed, jobDeeds[deed]);
    }
  }

  /** Mostly one job, at times a burst within one second, which can be longer than a page. */
  #create(): string {
    const random = this.#random;
    const room = this.#options.maxJobs - this.#world.jobIds().length;
    if (room <= 0) return this.#vanish() ?? 'nothing';
    const burst = random.chance(0.02) ? random.int(90, 130) : random.int(2, 12);
    const count = Math.min(room, random.chance(0.15) ? burst : 1);
    const jobs = this.#world.addJobs(Array.from({ length: count }, () => this.#newJob()));
    return `create ${jobs.map(({ jobId }) => jobId).join(' ')}`;
  }

  #newJob(): JobSpec {
    return {
      name: this.#newName(),
      type: this.#random.chance(0.75) ? '2d' : 'photo',
      createdSecondsAgo: 0,
      waitSeconds: null,
      runSeconds: null,
    };
  }

  #newName(): string {
    this.#names += 1;
    return `Storm ${this.#names}`;
  }

  #vanish(): string | null {
    const job = this.#anyJob(() => true);
    if (job === null) return null;
    this.#world.removeJob(job.jobId);
    return `vanish ${job.jobId}`;
  }

  #change(deed: Deed, { from, change }: JobDeed): string | null {
    const job = this.#anyJob(({ state }) => from === null || from === state);
    if (job === null) return null;
    this.#world.editJob(job.jobId, change);
    return `${deed} ${job.jobId}`;
  }

  #anyJob(isMeant: (job: TrueJob) => boolean): TrueJob | null {
    const jobs = this.#world.trueJobs().filter(isMeant);
    return jobs.length === 0 ? null : this.#random.pick(jobs);
  }

  /** At most three at a time. The older ones apply first, and count anew. */
  #addFault(): string | null {
    if (this.#options.faults.length === 0) return null;
    const fault = stormFaults[this.#random.pick(this.#options.faults)](this.#random);
    this.#setFaults([...this.#faults, fault].slice(-3));
    return `fault ${JSON.stringify(fault)}`;
  }

  #setFaults(faults: Fault[]): void {
    this.#faults = faults;
    this.#world.setFaults(faults);
  }

  #turnSwitch(): string | null {
    if (!this.#options.turnsSwitches) return null;
    const change = this.#random.pick(stormSwitches);
    this.#world.setSwitches(change);
    return `switch ${JSON.stringify(change)}`;
  }

  #stepClock(): string | null {
    if (!this.#options.stepsClock) return null;
    const step = this.#random.int(-120, 120);
    const isTooFar = Math.abs(this.#driftSeconds + step) > maxDriftSeconds;
    const seconds = isTooFar ? -step : step;
    this.#driftSeconds += seconds;
    this.#world.stepClock(seconds);
    return `clock ${seconds} s`;
  }

  #observe(): void {
    for (const { jobId, state } of this.#world.trueJobs()) {
      const states = this.#histories.get(jobId);
      if (states === undefined) this.#histories.set(jobId, [state]);
      else if (states.at(-1) !== state) states.push(state);
    }
  }
}

/** The names of the faults, typed: `Object.keys` alone would make them plain strings. */
const faultNames = Object.keys(stormFaults).filter(
  (name): name is StormFault => name in stormFaults,
);
