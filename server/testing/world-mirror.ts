import { afterAll, beforeAll } from 'vitest';
import {
  type Simulator,
  startSimulator,
  type World,
  type WorldSpec,
} from '../../simulator/simulator.ts';
import { JobDetails } from '../jobs/details.ts';
import { JobFinder } from '../jobs/job-finder.ts';
import type { Clock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import { Authoriser } from '../metastudio/authorise.ts';
import { defaultBudgets, MetaStudioClient } from '../metastudio/client.ts';
import type { Fetch } from '../metastudio/exchange.ts';
import { RateLimiter } from '../metastudio/rate-limiter.ts';
import { Transport } from '../metastudio/transport.ts';
import { createMirror } from '../mirror/create-mirror.ts';
import { ListReader } from '../mirror/sync/list-reader.ts';
import { mediaLinks } from './media-links.ts';
import { type SteppedClock, steppedClock } from './stepped-clock.ts';

export type WorldMirrorOptions = {
  /** The simulator's address. */
  origin: string;
  world: World;
  clock: Clock;
  fetch: Fetch;
  days?: number;
  maxJobs?: number;
};

/** The mirror of a world and everything that reads it, without HTTP in front. */
export type WorldMirror = ReturnType<typeof createWorldMirror>;

/** Creates the mirror of a world. */
export function createWorldMirror(options: WorldMirrorOptions) {
  const { origin, world, clock, fetch, days = 90, maxJobs } = options;
  const logged: string[] = [];
  const logger = createLogger('info', [], { write: (line) => logged.push(line) });
  const { ak, sk, projectId } = world;
  const authoriser = new Authoriser({ kind: 'key', key: { ak, sk, securityToken: null } }, clock);
  const limiter = new RateLimiter({ read: 20, cancel: 5 }, clock);
  const address = { origin, projectId, appUserId: null };
  const fetched: number[] = [];
  const countedFetch: Fetch = (url, init) => {
    fetched.push(clock.now());
    return fetch(url, init);
  };
  const parts = { authoriser, limiter, fetch: countedFetch, clock, logger };
  const transport = new Transport({ ...address, ...parts });
  const client = new MetaStudioClient(transport, { budgets: defaultBudgets, clock, logger });
  const finder = new JobFinder(client);
  const links = mediaLinks({ origins: [origin], clock });
  const context = { links, now: clock.now };
  const made = createMirror({ client, finder, context, days, maxJobs, clock, logger });
  const details = new JobDetails(finder, context, made.mirror, clock);
  const { mirror } = made;
  const reader = new ListReader({
    client,
    finder,
    context,
    mirror,
    logger,
    beforeCall: async () => {},
  });
  return {
    ...made,
    details,
    reader,
    logged,
    /** When MetaStudio was called, in ms since 1970. */
    fetched,
  };
}

/** A simulator without a socket for the tests of one file, on a clock that they let pass. */
export type WorldMirrors = {
  clock: SteppedClock;
  url(): string;
  /** Calls the simulator. */
  fetch: Fetch;
  /** A new world, without rate limits unless `spec` sets them. */
  world(spec?: WorldSpec): World;
  mirror(world: World, more?: Partial<WorldMirrorOptions>): WorldMirror;
};

/** Starts the simulator before the first test of the calling file and stops it after the last. */
export function startWorldMirrors(): WorldMirrors {
  const clock = steppedClock(Math.floor(Date.now() / 1000) * 1000);
  let simulator: Simulator | null = null;
  beforeAll(async () => {
    simulator = await startSimulator({ jobs: 0, now: clock.now, sleep: clock.sleep });
  });
  afterAll(() => simulator?.close());
  const running = () => {
    if (!simulator) throw new Error('The simulator runs in tests only.');
    return simulator;
  };
  const fetch: Fetch = (url, init) => running().fetch(url, init);
  return {
    clock,
    url: () => running().url,
    fetch,
    world: (spec = {}) => {
      const switches = { rateLimits: 'none', ...spec.switches } as const;
      return running().createWorld({ ...spec, switches });
    },
    mirror: (world, more = {}) =>
      createWorldMirror({ origin: running().url, world, clock, fetch, ...more }),
  };
}
