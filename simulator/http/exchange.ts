import type { MiddlewareHandler } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { JournalEntry } from '../world/journal.ts';
import type { Registry } from '../world/registry.ts';
import type { SimulatedWorld } from '../world/world.ts';
import type { Connection, Delivery } from './connection.ts';

/** One request as it was received, and what is known about its reply so far. */
export type Exchange = {
  method: string;
  /** The request target as it stood on the request line: signatures cover it byte for byte. */
  target: string;
  /** Names in lower case; repeated headers are joined by node. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  requestId: string;
  entry: JournalEntry;
  /** The world that has the request in its journal; null until its project or key is known. */
  world: SimulatedWorld | null;
  /** Set by faults, carried out by {@link deliver}. */
  delivery: Delivery;
  /** Aborted when the connection closes before the reply has been sent. */
  signal: AbortSignal;
  sleep: Sleep;
};

/** Waits, at most until the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>;

/** What Hono passes to the routes. */
export type Env = {
  Bindings: { connection: Connection };
  Variables: RequestIdVariables & { exchange: Exchange };
};

/** What the routes depend on. `now` is the real clock in epoch ms, `origin` is where links point to. */
export type Deps = {
  registry: Registry;
  origin: () => string;
  now: () => number;
  sleep: Sleep;
};

/**
 * The largest body that the gateway accepts. hono/body-limit cannot check it here: it rebuilds chunked requests with
 * the global Request, which rejects the adapter's own request objects unless the adapter replaces the globals.
 */
const maxBodyBytes = 12 * 1024 * 1024;

/** Reads the request into an {@link Exchange} and starts its journal entry. */
export const readExchange =
  ({ now, sleep }: Pick<Deps, 'now' | 'sleep'>): MiddlewareHandler<Env> =>
  async (c, next) => {
    const { method, target, headers, headerPairs } = c.env.connection;
    // A Fetch request cannot carry the body of a GET or HEAD, and asking for it costs a second Request object.
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const body = hasBody ? Buffer.from(await c.req.arrayBuffer()) : Buffer.alloc(0);
    if (body.length > maxBodyBytes) return tooLarge();
    c.set('exchange', {
      method,
      target,
      headers,
      body,
      requestId: c.var.requestId,
      entry: {
        at: now(),
        method,
        target,
        headers: headerPairs,
        operation: null,
        jobId: null,
        status: null,
      },
      world: null,
      delivery: { way: 'whole' },
      signal: c.req.raw.signal,
      sleep,
    });
    return next();
  };

function tooLarge(): Response {
  const body = { error_msg: 'Request entity too large', error_code: 'APIGW.0201' };
  return Response.json(body, { status: 413 });
}

/** Records in the default world's journal what no other world has recorded; control calls are left out. */
export const recordUnclaimed =
  (defaultWorld: SimulatedWorld): MiddlewareHandler<Env> =>
  async (c, next) => {
    await next();
    const { exchange } = c.var;
    if (!exchange.target.startsWith('/control/')) recordIn(defaultWorld, exchange);
  };

/** Records a request in a world's journal; only the first call has an effect. */
export function recordIn(world: SimulatedWorld, exchange: Exchange): void {
  if (exchange.world !== null) return;
  exchange.world = world;
  world.record(exchange.entry);
}
