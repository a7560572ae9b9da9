import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { addIam, region } from './auth/iam.ts';
import { addControl } from './control.ts';
import { seededJobs } from './fiction/seeded-jobs.ts';
import { deliver } from './http/deliver.ts';
import { ApiError } from './http/errors.ts';
import { type Env, type Exchange, headerPairs, headersOf, noteIn } from './http/exchange.ts';
import { addMetaStudio, refusal } from './metastudio/routes.ts';
import { MediaLibrary } from './obs/media-library.ts';
import { addObs } from './obs/routes.ts';
import { Registry } from './world/registry.ts';
import { SimulatedWorld, type World, type WorldSpec } from './world/world.ts';

export type { JobSpec } from './jobs/job-spec.ts';
export type { Fault } from './world/fault.ts';
export type { World, WorldSpec } from './world/world.ts';

/** `port` 0 takes a free one; `now` is the real clock in epoch ms; the defaults are those of the environment's table. */
export type SimulatorOptions = {
  port?: number;
  jobs?: number;
  seed?: number;
  urlTtlSeconds?: number;
  now?: () => number;
};

export type Simulator = {
  /** `http://127.0.0.1:PORT`: MetaStudio's endpoint, IAM's endpoint and the object store's origin in one. */
  url: string;
  region: string;
  /** Seeded with believable jobs; new ones keep arriving. */
  world: World;
  /** An isolated tenant: own project id, keys, jobs, clock, faults and journal; empty unless the spec fills it. */
  createWorld(spec?: WorldSpec): World;
  /** Stops listening and breaks the connections that are open. */
  close(): Promise<void>;
};

/**
 * Starts MetaStudio, IAM and OBS in miniature on the loopback interface.
 *
 * @throws when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const now = options.now ?? Date.now;
  const registry = new Registry();
  const ground = { now, media: new MediaLibrary(), urlTtlSeconds: options.urlTtlSeconds ?? 86400 };
  const build = (spec: WorldSpec, seededIds: boolean) => {
    const world = new SimulatedWorld(spec, ground, seededIds);
    world.addRecords(seededJobs(spec.jobs ?? 0, world.seed, world.now()));
    registry.add(world);
    return world;
  };
  const seed = options.seed ?? 20;
  const world = build({ jobs: options.jobs ?? 240, arrivals: true, seed }, true);
  const createWorld = (spec: WorldSpec = {}) => build(spec, false);

  let url = '';
  const app = new Hono<Env>();
  const site = { registry, origin: () => url, now };
  addMetaStudio(app, site);
  addIam(app, site);
  addObs(app, site);
  addControl(app, { registry, defaultWorld: () => world, createWorld });
  app.notFound((c) => {
    const error = new ApiError(
      404,
      'APIGW.0101',
      'The API does not exist or has not been published',
    );
    return refusal(error, c.env.exchange);
  });

  const server = createServer((incoming, out) => {
    void respond(incoming, out, { app, now, world, url });
  });
  await listen(server, options.port ?? 0);
  const address = server.address() as AddressInfo;
  url = `http://127.0.0.1:${address.port}`;
  return { url, region, world, createWorld, close: () => close(server) };
}

type Serving = {
  app: Hono<Env>;
  now: () => number;
  world: SimulatedWorld;
  url: string;
};

async function respond(
  incoming: IncomingMessage,
  out: ServerResponse,
  { app, now, world, url }: Serving,
): Promise<void> {
  try {
    const exchange = await exchangeOf(incoming, out, now());
    if (exchange === null) return;
    const request = requestOf(exchange, url);
    const response =
      request === null
        ? refusal(new ApiError(400, 'APIGW.0201', 'Bad request'), exchange)
        : await app.fetch(request, { exchange });
    // What nobody's is shows up in the default world: no request goes unnoticed.
    if (!exchange.target.startsWith('/control/')) noteIn(world, exchange);
    if (!response.headers.has('x-obs-request-id')) {
      response.headers.set('x-request-id', exchange.requestId);
    }
    await deliver(response, exchange, out);
  } catch {
    // A broken connection or a mistake here: the client sees a broken connection either way.
    out.destroy();
  }
}

/** For Hono's routing only: the routes read the raw target, headers and body from the exchange. */
function requestOf(exchange: Exchange, url: string): Request | null {
  try {
    // A HEAD is routed as a GET, for Hono would take the body away before its length is known.
    const method = exchange.method === 'HEAD' ? 'GET' : exchange.method;
    return new Request(`${url}${exchange.target}`, { method });
  } catch {
    return null;
  }
}

const maxBody = 12 * 1024 * 1024;

async function exchangeOf(
  incoming: IncomingMessage,
  out: ServerResponse,
  at: number,
): Promise<Exchange | null> {
  const gone = new AbortController();
  out.once('close', () => gone.abort());
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= maxBody) chunks.push(bytes);
  }
  if (size > maxBody) {
    out.writeHead(413, { 'content-type': 'application/json' });
    out.end('{"error_msg":"Request entity too large","error_code":"APIGW.0201"}');
    return null;
  }
  const method = incoming.method ?? 'GET';
  const target = incoming.url ?? '/';
  return {
    method,
    target,
    headers: headersOf(incoming),
    body: Buffer.concat(chunks),
    requestId: randomUUID().replaceAll('-', ''),
    entry: {
      at,
      method,
      target,
      headers: headerPairs(incoming),
      operation: null,
      jobId: null,
      status: null,
    },
    world: null,
    delivery: { way: 'whole' },
    signal: gone.signal,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
