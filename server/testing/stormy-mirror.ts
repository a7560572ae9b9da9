import { setImmediate } from 'node:timers/promises';
import { mix, Random } from '../../simulator/lib/random.ts';
import type { Simulator, World } from '../../simulator/simulator.ts';
import { Storm } from '../../simulator/testing/storm.ts';
import { pageRead } from '../metastudio/client.ts';
import type { Change } from '../mirror/entry.ts';
import type { FakeClock } from './fake-clock.ts';
import { createWorldMirror, type WorldMirror } from './world-mirror.ts';

/** Least and most steps of a storm. */
const [fewSteps, manySteps] = [6, 22];
/** Most storms stay below one page; every twentieth has room for a burst of more than a page in one second. */
const [fewJobs, manyJobs] = [14, 130];

/**
 * A world in a storm and a mirror that follows it by the real client. Replies overtake each other, and the world changes
 * while they are on their way.
 */
export class StormyMirror {
  /** What the storm has done, in words. */
  readonly done: string[] = [];
  readonly #random: Random;
  readonly #clock: FakeClock;
  readonly #world: World;
  readonly #storm: Storm;
  readonly #reader: WorldMirror;
  readonly #states = new Map<string, string[]>();
  readonly #mistakes: string[] = [];
  #isCalm = false;

  /** @param seed the same seed gives the same storm at the same time of the clock */
  constructor(simulator: Simulator, clock: FakeClock, seed: number) {
    this.#random = new Random(seed);
    this.#clock = clock;
    this.#world = simulator.createWorld({ switches: { rateLimits: 'none' } });
    const maxJobs = seed % 20 === 0 ? manyJobs : fewJobs;
    this.#storm = new Storm(this.#world, new Random(mix(seed, 'storm')), { maxJobs });
    this.#reader = createWorldMirror({
      origin: simulator.url,
      world: this.#world,
      clock,
      fetch: async (url, init) => {
        const reply = await simulator.fetch(url, init);
        if (!this.#isCalm) await this.#hold();
        return reply;
      },
    });
    this.#reader.mirror.onChange((changes) => this.#note(changes));
  }

  /** The storm, with reads all the time. */
  async rage(): Promise<void> {
    this.#step();
    const { follower } = this.#reader;
    const reading = follower.readEverything();
    for (let left = this.#random.int(fewSteps, manySteps); left > 0; left--) {
      this.#step();
      if (this.#random.chance(0.4)) await this.#read();
      this.#clock.advance(this.#random.int(0, 6000));
    }
    this.#storm.calm();
    this.#isCalm = true;
    await reading;
  }

  /** One round of the quiet after the storm, a minute later. */
  async rest(): Promise<void> {
    this.#clock.advance(60_000);
    await this.#reader.follower.round();
  }

  /** Name and state of each job in the world. */
  truth() {
    return sorted(this.#storm.truth());
  }

  /** Name and state of each job in the mirror. */
  held() {
    const jobs = [...this.#reader.mirror.entries()].map(({ id, facts: { job } }) => {
      return [id, { state: job.state, name: job.name ?? '' }] as const;
    });
    return sorted(new Map(jobs));
  }

  /** Jobs that were taken for gone although they were not, and jobs whose state went back. */
  mistakes(): string[] {
    const back = [...this.#states].flatMap(([id, seen]) => {
      const states = this.#storm.history(id);
      // A job that one shifted page brings and the next one takes is never seen by the storm; it waits.
      const truth = states.length > 0 ? states : ['WAITING'];
      return isPartOf(truth, seen)
        ? []
        : [`${id} was ${seen.join(' ')}, in truth ${truth.join(' ')}`];
    });
    return [...this.#mistakes, ...back];
  }

  #step(): void {
    this.done.push(this.#storm.step());
  }

  /** Keeps a reply back for a moment, in which others overtake it and the world goes on. */
  async #hold(): Promise<void> {
    if (this.#random.chance(0.3)) this.#step();
    for (let turns = this.#random.pick([0, 0, 1, 4, 12]); turns > 0; turns--) await setImmediate();
  }

  /** Reads in the ways that people cause, all at the same time. */
  async #read(): Promise<void> {
    const { follower, details } = this.#reader;
    const anyId = () => this.#random.pick([...this.#world.jobIds(), 'unknown']);
    const reads: Promise<unknown>[] = [follower.round()];
    for (let more = this.#random.pick([0, 0, 1, 3]); more > 0; more--) {
      reads.push(details.fresh(anyId(), '2d', pageRead).catch(() => undefined));
    }
    if (this.#random.chance(0.1)) reads.push(follower.refresh([anyId(), anyId()]));
    await Promise.all(reads);
  }

  #note(changes: readonly Change[]): void {
    for (const { entry, after } of changes) {
      if (!after && this.#storm.truth().has(entry.id)) {
        this.#mistakes.push(`${entry.id} was taken for gone`);
      }
      const seen = this.#states.get(entry.id) ?? [];
      this.#states.set(entry.id, seen);
      if (after && seen.at(-1) !== after.job.state) seen.push(after.job.state);
    }
  }
}

type Held = { state: string; name: string };

function sorted(jobs: ReadonlyMap<string, Held>): [string, Held][] {
  return [...jobs].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether `whole` has these words in this order, perhaps with others between them. */
function isPartOf(whole: readonly string[], words: readonly string[]): boolean {
  let at = -1;
  return words.every((word) => {
    at = whole.indexOf(word, at + 1);
    return at !== -1;
  });
}
