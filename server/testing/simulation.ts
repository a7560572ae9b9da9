import { afterAll, beforeAll } from 'vitest';
import type { Fault, JobSpec, Simulator, World, WorldSpec } from '../../simulator/simulator.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { type ProxyOptions, type RunningProxy, startProxy } from './proxy.ts';

/** A simulator for the tests of one file, and proxies in front of it, on one clock. */
export type Simulation = {
  clock: FakeClock;
  /** Address of the simulator; available while tests run. */
  url(): string;
  /** A new world, without rate limits unless `spec` sets them. */
  world(spec?: WorldSpec): World;
  proxy(world: World, more?: Partial<ProxyOptions>): RunningProxy;
  /** A new world with a proxy in front. */
  setUp(spec?: WorldSpec, more?: Partial<ProxyOptions>): { world: World; proxy: RunningProxy };
};

/** Starts the simulator before the first test of the calling file and stops it after the last. */
export function startSimulation(): Simulation {
  const clock = fakeClock(Date.now());
  let simulator: Simulator | null = null;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, jobs: 0, now: clock.now });
  });
  afterAll(() => simulator?.close());
  const running = () => {
    if (!simulator) throw new Error('The simulator runs in tests only.');
    return simulator;
  };
  const createWorld = (spec: WorldSpec = {}) => {
    const switches = { rateLimits: 'none', ...spec.switches } as const;
    return running().createWorld({ ...spec, switches });
  };
  const proxyOf = (world: World, more: Partial<ProxyOptions> = {}) =>
    startProxy({ url: running().url, world, clock, ...more });
  return {
    clock,
    url: () => running().url,
    world: createWorld,
    proxy: proxyOf,
    setUp: (spec, more) => {
      const world = createWorld(spec);
      return { world, proxy: proxyOf(world, more) };
    },
  };
}

/** A job that waits until it is started or cancelled. */
export const waiting: JobSpec = { name: 'waits', waitSeconds: null, createdSecondsAgo: 60 };

/** One job in a world of its own with a proxy, and a function that cancels it. */
export function cancelSetUp(
  simulation: Simulation,
  spec: JobSpec,
  faults: Fault[] = [],
  more: Partial<ProxyOptions> = {},
) {
  const world = simulation.world();
  const { jobId } = world.addJob(spec);
  world.setFaults(faults);
  const proxy = simulation.proxy(world, { budgets: { readMs: 5000, cancelMs: 300 }, ...more });
  const sent = () => world.journal.filter((entry) => entry.method === 'POST');
  const cancel = async (body: object = {}) => await proxy.post(`/api/jobs/${jobId}/cancel`, body);
  return { world, jobId, proxy, sent, cancel };
}

/** One job in a world with a proxy, and what MetaStudio has been asked. */
export function jobSetUp(
  simulation: Simulation,
  job: JobSpec,
  spec: WorldSpec = {},
  more: Partial<ProxyOptions> = {},
) {
  const world = simulation.world(spec);
  const { jobId, assetId } = world.addJob(job);
  const targets = () => world.journal.map((entry) => entry.target.replace(world.projectId, '{p}'));
  return { world, jobId, assetId, proxy: simulation.proxy(world, more), targets };
}
