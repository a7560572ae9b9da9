import type { Job } from '../../contract/job.ts';
import { sortDirections, sortKeys } from '../../contract/job-query.ts';
import { filterStates, jobStates } from '../../contract/state.ts';
import type { Random } from '../../simulator/lib/random.ts';
import { isoTime } from '../lib/clock.ts';
import type { JobQuery } from '../mirror/job-query.ts';
import { Mirror } from '../mirror/mirror.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { sampleJob } from './sample-job.ts';

/** The question for all jobs, newest first. */
export const allJobs: JobQuery = {
  states: [],
  late: false,
  type: null,
  text: null,
  jobId: null,
  scriptId: null,
  since: null,
  until: null,
  sort: 'created',
  dir: 'desc',
  offset: 0,
  limit: 20,
  at: null,
};

const words = ['spring', 'sale', 'Frühling', '新品', '发布会', 'ＦＵＬＬ', 'teaser', '7'];

/** A mirror whose jobs come, change and go at random; the same numbers give the same changes. */
export class ChangingMirror {
  readonly clock: FakeClock = fakeClock();
  readonly mirror = new Mirror(this.clock);
  readonly #random: Random;
  #count = 0;

  constructor(random: Random, jobs: number) {
    this.#random = random;
    this.mirror.apply(
      Array.from({ length: jobs }, () => this.#newJob()),
      this.mirror.beginRead(),
    );
  }

  /** Some jobs come, change, go, are late or are opened. */
  change(): void {
    const { mirror } = this;
    const random = this.#random;
    this.clock.advance(random.int(0, 30_000));
    const some = [...mirror.entries()].filter(() => random.chance(5 / mirror.size));
    switch (random.pick(['come', 'change', 'change', 'go', 'late', 'open'])) {
      case 'come':
        mirror.apply([this.#newJob()], mirror.beginRead());
        break;
      case 'change':
        mirror.apply(
          some.map(({ facts: { job } }) => ({ ...this.#newJob(), id: job.id })),
          mirror.beginRead(),
        );
        break;
      case 'go':
        mirror.remove(
          some.map(({ id }) => id),
          mirror.beginRead(),
        );
        break;
      case 'late':
        mirror.assess(some, ({ state }) => ({
          usual: null,
          late: (state === 'WAITING' || state === 'PROCESSING') && random.chance(0.5),
        }));
        break;
      case 'open':
        for (const { id } of some) mirror.learnScript(id, random.pick(words));
    }
  }

  /** A question with some filters, an order and a page. */
  query(): JobQuery {
    const random = this.#random;
    const maybe = <T>(value: T): T | null => (random.chance(0.25) ? value : null);
    const until = this.clock.now() - random.int(0, 3_600_000);
    return {
      ...allJobs,
      states: random.chance(0.4) ? filterStates.filter(() => random.chance(0.5)) : [],
      late: random.chance(0.15),
      type: maybe(random.pick(['2d', 'photo'])),
      text: maybe(random.pick(words)),
      jobId: random.chance(0.05) ? `job-${random.int(0, 40)}` : null,
      since: maybe(until - random.int(0, 3_600_000)),
      until: maybe(until),
      sort: random.pick(sortKeys),
      dir: random.pick(sortDirections),
      offset: random.pick([0, 0, 3, 10]),
      limit: random.pick([1, 5, 20]),
    };
  }

  #newJob(): Job {
    const random = this.#random;
    const now = this.clock.now();
    const created = now - random.int(0, 7_200) * 1000;
    const started = created + random.int(0, 600) * 1000;
    const maybe = <T>(value: T): T | null => (random.chance(0.85) ? value : null);
    const state = random.pick(jobStates);
    return sampleJob({
      id: `job-${this.#count++}`,
      name: maybe(`${random.pick(words)} ${random.pick(words)} ${random.int(1, 12)}`),
      type: maybe(random.pick(['2d', 'photo'])),
      state,
      createdAt: maybe(isoTime(created)),
      startedAt: state === 'WAITING' ? null : maybe(isoTime(started)),
      endedAt: maybe(isoTime(started + random.int(0, 900) * 1000)),
      updatedAt: maybe(isoTime(now - random.int(0, 3600) * 1000)),
      durationSeconds: maybe(random.int(1, 600)),
    });
  }
}
