import type { JobFinder } from '../jobs/job-finder.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { MetaStudioClient } from '../metastudio/client.ts';
import type { NormaliseContext } from '../metastudio/normalise.ts';
import { Lateness } from './history/lateness.ts';
import { JobLists } from './job-lists.ts';
import { Mirror } from './mirror.ts';
import { mostCallsPerMinute } from './sync/cadence.ts';
import { Follower } from './sync/follower.ts';
import { ListReader } from './sync/list-reader.ts';
import { UpstreamLists } from './upstream-lists.ts';
import { Views } from './views.ts';

export type MirrorOptions = {
  client: MetaStudioClient;
  finder: JobFinder;
  context: NormaliseContext;
  /** How far back jobs are followed. */
  days: number;
  /** How many jobs are kept at most. */
  maxJobs?: number | undefined;
  /** The calls of rounds in any minute; when absent, as many as one mirror needs. */
  maxCalls?: () => number;
  clock: Clock;
  logger: Logger;
};

/** Jobs kept at most: some 250 MB with the orders that people ask for. */
const usualMaxJobs = 200_000;

/** Creates the mirror of one app user with what reads it and what keeps it up to date. */
export function createMirror(options: MirrorOptions) {
  const { days, maxJobs = usualMaxJobs, clock, logger } = options;
  const { maxCalls = () => mostCallsPerMinute } = options;
  const mirror = new Mirror(clock);
  const lateness = new Lateness(mirror);
  const follower: Follower = new Follower({
    mirror,
    reader: (beforeCall) => new ListReader({ ...options, mirror, beforeCall }),
    days,
    maxJobs,
    maxCalls,
    afterRound: (now) => {
      lateness.assess(now);
      lists.tellStatus();
    },
    clock,
    logger,
  });
  const views = new Views(mirror, clock);
  const upstream = new UpstreamLists(options);
  const lists = new JobLists({ mirror, views, follower, upstream, clock });
  return { mirror, follower, lists };
}
