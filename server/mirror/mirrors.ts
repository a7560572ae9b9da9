import type { JobDetails } from '../jobs/details.ts';
import type { JobMediaReader } from '../jobs/media.ts';
import type { Clock } from '../lib/clock.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { MetaStudioClient } from '../metastudio/client.ts';
import type { JobLists } from './job-lists.ts';
import type { Mirror } from './mirror.ts';
import type { Follower } from './sync/follower.ts';

/** The jobs that one app user sees, with everything that is kept of them. Nothing in it is known to another one. */
export type VisibleJobs = {
  client: MetaStudioClient;
  mirror: Mirror;
  follower: Follower;
  lists: JobLists;
  details: JobDetails;
  media: JobMediaReader;
};

export type MirrorsOptions = {
  /** What is kept for an app user; null for the jobs that are not one person's own. */
  create: (appUser: string | null) => VisibleJobs;
  /** The most mirrors of app users that are followed at one time. */
  max?: number;
  clock: Clock;
};

/** A mirror that no one has looked at for so long is dropped, in ms. */
export const idleMirrorMs = 15 * 60_000;

/** How often the idle ones are looked for, in ms. */
const sweepMs = 60_000;

const maxOwn = 200;

type Own = { jobs: VisibleJobs; usedAt: number; isFollowed: boolean };

/**
 * One mirror for each app user whose jobs someone looks at, and one for all who see the same
 * (docs/decisions/0027-one-mirror-per-app-user.md).
 */
export class Mirrors {
  /** What those see who have no app user of their own. It is never dropped. */
  readonly shared: VisibleJobs;
  readonly #options: MirrorsOptions;
  /** By app user, the one that was used longest ago first. */
  readonly #own = new Map<string, Own>();
  #isStopped = false;

  constructor(options: MirrorsOptions) {
    this.#options = options;
    this.shared = options.create(null);
  }

  /** How many mirrors someone looks at. */
  get looking(): number {
    const own = this.#ownJobs().filter(({ follower }) => follower.isLooking).length;
    return own + Number(this.shared.follower.isLooking);
  }

  /** How many app users have a mirror. */
  get size(): number {
    return this.#own.size;
  }

  /** What a person sees, followed from now on. @throws ProblemError `busy` when too many others look at theirs */
  of(appUser: string | null): VisibleJobs {
    if (appUser === null) return this.shared;
    if (!this.#own.get(appUser)?.isFollowed) this.#makeRoom();
    const own = this.#use(appUser);
    if (!own.isFollowed && !this.#isStopped) void own.jobs.follower.run();
    own.isFollowed = true;
    return own.jobs;
  }

  /** The same for a cancel, of which no one sees a list: nothing is followed because of it, and there is always room. */
  unfollowed(appUser: string | null): VisibleJobs {
    return appUser === null ? this.shared : this.#use(appUser).jobs;
  }

  /** What the last read of a job for an app user said; null when none is known. */
  lastReading(appUser: string | null, jobId: string) {
    const jobs = appUser === null ? this.shared : this.#own.get(appUser)?.jobs;
    return jobs?.mirror.lastReading(jobId) ?? null;
  }

  /** Reads a job again for those who look at it, because another process has seen it change. */
  refresh(jobId: string): void {
    for (const { mirror, follower } of [this.shared, ...this.#ownJobs()]) {
      if (follower.isLooking && mirror.get(jobId)) void follower.refresh([jobId]);
    }
  }

  /** Follows the shared jobs, and drops mirrors that no one looks at, until {@link stop}. */
  async run(): Promise<void> {
    void this.shared.follower.run();
    while (!this.#isStopped) {
      await this.#options.clock.sleep(sweepMs);
      this.dropIdle();
    }
  }

  /** Ends all following. */
  stop(): void {
    this.#isStopped = true;
    this.shared.follower.stop();
    for (const { follower } of this.#ownJobs()) follower.stop();
  }

  /** Drops mirrors that no one has looked at for a while. */
  dropIdle(): void {
    const now = this.#options.clock.now();
    for (const [appUser, own] of this.#own) {
      if (own.jobs.follower.isLooking) own.usedAt = now;
      else if (Math.abs(now - own.usedAt) >= idleMirrorMs) this.#drop(appUser, own);
    }
  }

  #ownJobs(): VisibleJobs[] {
    return [...this.#own.values()].map(({ jobs }) => jobs);
  }

  #use(appUser: string): Own {
    const { create, clock } = this.#options;
    const own = this.#own.get(appUser) ?? { jobs: create(appUser), usedAt: 0, isFollowed: false };
    own.usedAt = clock.now();
    this.#own.delete(appUser);
    this.#own.set(appUser, own);
    return own;
  }

  /** Drops the mirror that was used longest ago, of those that no one looks at. */
  #makeRoom(): void {
    const followed = [...this.#own].filter(([, { isFollowed }]) => isFollowed);
    if (followed.length < (this.#options.max ?? maxOwn)) return;
    const unused = followed.find(([, { jobs }]) => !jobs.follower.isLooking);
    if (!unused) {
      const detail = 'Too many people look at their own jobs.';
      throw new ProblemError('busy', { detail, retryAfterMs: 15_000 });
    }
    this.#drop(...unused);
  }

  #drop(appUser: string, { jobs }: Own): void {
    jobs.follower.stop();
    this.#own.delete(appUser);
  }
}
