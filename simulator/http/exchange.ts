import type { IncomingMessage } from 'node:http';
import type { JournalEntry } from '../world/journal.ts';
import type { SimulatedWorld } from '../world/world.ts';

/** How the bytes of a reply are put on the wire; everything but `whole` needs the raw socket. */
type Delivery =
  | { way: 'whole' }
  | { way: 'hang' }
  | { way: 'reset'; afterBytes: number }
  | { way: 'truncate' }
  | { way: 'drip'; bytes: number; everyMs: number };

/** One request with its reply in the making. Routes set `delivery`; the server around them carries it out. */
export type Exchange = {
  method: string;
  /** The request target as it stood on the request line. */
  target: string;
  /** Names in lower case; repeated headers joined as node does. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
  requestId: string;
  entry: JournalEntry;
  /** Where the request is noted down; null while nobody knows whose it is. */
  world: SimulatedWorld | null;
  delivery: Delivery;
  /** Aborted when the connection is gone, the simulator's end included: nothing needs to be waited for any more. */
  signal: AbortSignal;
};

/** What Hono hands to the routes. */
export type Env = { Bindings: { exchange: Exchange } };

/** Notes the request down in a world's journal, once. */
export function noteIn(world: SimulatedWorld, exchange: Exchange): void {
  if (exchange.world !== null) return;
  exchange.world = world;
  world.note(exchange.entry);
}

/** Headers as one record, from node's own reading of them. */
export function headersOf(incoming: IncomingMessage): Record<string, string> {
  const entries = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(entries);
}

/** Headers as they came, one by one. */
export function headerPairs(incoming: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < incoming.rawHeaders.length; i += 2) {
    pairs.push([(incoming.rawHeaders[i] ?? '').toLowerCase(), incoming.rawHeaders[i + 1] ?? '']);
  }
  return pairs;
}
