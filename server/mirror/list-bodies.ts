import type { Coverage, JobList } from '../../contract/job.ts';
import type { Clock } from '../lib/clock.ts';
import { Lru } from '../lib/lru.ts';
import type { JobQuery } from './job-query.ts';
import { endingSoon, renewalOf } from './links.ts';
import type { Mirror } from './mirror.ts';
import type { Follower } from './sync/follower.ts';
import { rangeText } from './upstream-query.ts';
import { growingMs } from './view.ts';
import type { Views } from './views.ts';

/** A `JobList` without its times. */
export type ListBody = Omit<JobList, 'asOf' | 'stale'>;

export type ListBodyOptions = { mirror: Mirror; views: Views; follower: Follower; clock: Clock };

/** A body with what it was made of. Times in ms since 1970. */
type Made = {
  body: ListBody;
  version: number;
  coverage: Coverage;
  at: number;
  /** When the first of its links has to be renewed. */
  renewAt: number;
};

/** Bodies that are kept: one of 100 rows takes some 200 kB with its bytes, and making it anew a millisecond. */
const maxBodies = 100;

/** Makes the bodies of answers, each once for as long as it is right. */
export class ListBodies {
  readonly #options: ListBodyOptions;
  readonly #made = new Lru<JobQuery, Made>(maxBodies);

  constructor(options: ListBodyOptions) {
    this.#options = options;
  }

  /** The present body of an answer; the same one while nothing has changed. */
  get(query: JobQuery): ListBody {
    return this.#get(query).body;
  }

  /** Ids of its jobs whose picture's link ends soon. */
  ending(query: JobQuery): string[] {
    const { body, renewAt } = this.#get(query);
    const now = this.#options.clock.now();
    return now > renewAt ? endingSoon(body.jobs, this.#readAtOf, now) : [];
  }

  /** To be called when jobs of a query were read again: newer reads let older links live longer. */
  forget(query: JobQuery): void {
    this.#made.delete(query);
  }

  #get(query: JobQuery): Made {
    const { mirror, follower, clock } = this.#options;
    const { coverage } = follower;
    const known = this.#made.get(query);
    const isSame = known?.version === mirror.version && known.coverage === coverage;
    // Orders by time go on by themselves.
    if (known && isSame && Math.abs(clock.now() - known.at) <= growingMs) return known;
    const made = this.#make(query, coverage);
    this.#made.set(query, made);
    return made;
  }

  #make(query: JobQuery, coverage: Coverage): Made {
    const { mirror, views, clock } = this.#options;
    const { selection, anchor, jobs, arrived } = views.page(query);
    const at = clock.now();
    const body: ListBody = {
      ...selection.tally.numbers,
      jobs,
      range: rangeText(query, at),
      coverage,
      version: views.versionText(),
      source: 'mirror',
      anchor: views.anchorOf(anchor, arrived),
    };
    const renewAt = jobs.reduce(
      (first, job) => Math.min(first, renewalOf(job, this.#readAtOf)),
      Number.POSITIVE_INFINITY,
    );
    return { body, version: mirror.version, coverage, at, renewAt };
  }

  readonly #readAtOf = (id: string): number | null => this.#options.mirror.get(id)?.read.at ?? null;
}
