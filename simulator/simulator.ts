import { setTimeout } from 'node:timers/promises';
import { region } from './auth/iam.ts';
import { seededJobs } from './fiction/seeded-jobs.ts';
import { simulatorApp } from './http/app.ts';
import type { Sleep } from './http/exchange.ts';
import { type LocalFetch, localFetch } from './http/local-fetch.ts';
import { close, listen, serverFor } from './http/server.ts';
import { MediaLibrary } from './obs/media-library.ts';
import { Registry } from './world/registry.ts';
import { SimulatedWorld, type WorldDeps } from './world/world.ts';
import type { World } from './world/world-api.ts';
import { defaultSeed, type WorldSpec } from './world/world-spec.ts';

export type { JobSpec } from './jobs/job-spec.ts';
export type { Fault } from './world/fault.ts';
export type { World } from './world/world-api.ts';
export type { WorldSpec } from './world/world-spec.ts';

/**
 * `port` 0 takes a free one; `now` is the real clock in epoch ms, and `sleep` waits by it where a fault delays a reply;
 * docs/simulator.md has the defaults.
 */
export type SimulatorOptions = {
  port?: number;
  jobs?: number;
  seed?: number;
  urlTtlSeconds?: number;
  now?: () => number;
  sleep?: Sleep;
};

export type Simulator = {
  /** `http://127.0.0.1:PORT`: the endpoint of MetaStudio and of IAM, and the origin of the object store. */
  url: string;
  region: string;
  /** Calls the simulator without a socket, in a tenth of the time; everything else is as over HTTP. */
  fetch: LocalFetch;
  /** The default world: seeded with believable jobs, and new ones keep arriving. */
  world: World;
  /** An isolated tenant: own project id, keys, jobs, clock, faults and journal; empty unless the spec fills it. */
  createWorld(spec?: WorldSpec): World;
  /** Stops listening and breaks the connections that are open. */
  close(): Promise<void>;
};

/**
 * Starts a small MetaStudio with IAM and OBS on the loopback interface.
 *
 * @throws when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const {
    now = Date.now,
    sleep = realSleep,
    port = 0,
    jobs = 240,
    seed = defaultSeed,
    urlTtlSeconds = 86_400,
  } = options;
  const registry = new Registry();
  const worldDeps = { now, media: new MediaLibrary(), urlTtlSeconds };
  const defaultWorld = openWorld({ jobs, arrivals: true, seed }, true, worldDeps, registry);
  const createWorld = (spec: WorldSpec = {}) => openWorld(spec, false, worldDeps, registry);
  let url = '';
  const deps = { registry, origin: () => url, now, sleep, defaultWorld, createWorld };
  const app = simulatorApp(deps);
  const server = serverFor(app);
  url = `http://127.0.0.1:${await listen(server, port)}`;
  const fetch = localFetch(app);
  return { url, region, fetch, world: defaultWorld, createWorld, close: () => close(server) };
}

/** A wait that is broken off is no error. */
const realSleep: Sleep = (ms, signal) =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined);

function openWorld(
  spec: WorldSpec,
  hasSeededKeys: boolean,
  deps: WorldDeps,
  registry: Registry,
): SimulatedWorld {
  const world = new SimulatedWorld(spec, deps, hasSeededKeys);
  world.addRecords(seededJobs(spec.jobs ?? 0, world.seed, world.now()));
  registry.add(world);
  return world;
}
