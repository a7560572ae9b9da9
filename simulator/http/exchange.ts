import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { JournalEntry } from '../world/journal.ts';
import type { Registry } from '../world/registry.ts';
import type { SimulatedWorld } from '../world/world.ts';

/** How the bytes of a reply are sent; everything but `whole` needs the raw socket. */
type Delivery =
  | { way: 'whole' }
  | { way: 'hang' }
  | { way: 'reset'; afterBytes: number }
  | { way: 'truncate' }
  | { way: 'drip'; bytes: number; everyMs: number };

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
};

/** What Hono passes to the routes. */
export type Env = {
  Bindings: HttpBindings;
  Variables: RequestIdVariables & { exchange: Exchange };
};

/** What the routes depend on. `now` is the real clock in epoch ms, `origin` is where links point to. */
export type Deps = { registry: Registry; origin: () => string; now: () => number };

/**
 * The largest body that the gateway accepts. hono/body-limit cannot check it here: it rebuilds chunked requests with
 * the global Request, which rejects the adapter's own request objects unless the adapter replaces the globals.
 */
const maxBodyBytes = 12 * 1024 * 1024;

/** Reads the request into an {@link Exchange} and starts its journal entry. */
export const readExchange =
  (now: () => number): MiddlewareHandler<Env> =>
  async (c, next) => {
    const { incoming } = c.env;
    const { method = 'GET', url: target = '/' } = incoming;
    // A Fetch request cannot carry the body of a GET or HEAD, and asking for it costs a second Request object.
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const body = hasBody ? Buffer.from(await c.req.arrayBuffer()) : Buffer.alloc(0);
    if (body.length > maxBodyBytes) return tooLarge();
    c.set('exchange', {
      method,
      target,
      headers: joinedHeaders(incoming),
      body,
      requestId: c.var.requestId,
      entry: {
        at: now(),
        method,
        target,
        headers: headerPairs(incoming),
        operation: null,
        jobId: null,
        status: null,
      },
      world: null,
      delivery: { way: 'whole' },
      signal: c.req.raw.signal,
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

function joinedHeaders(incoming: IncomingMessage): Record<string, string> {
  const entries = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(entries);
}

/** Headers in the order sent, repeated ones included; names in lower case. */
function headerPairs(incoming: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) {
    pairs.push([(incoming.rawHeaders[i] ?? '').toLowerCase(), incoming.rawHeaders[i + 1] ?? '']);
  }
  return pairs;
}
