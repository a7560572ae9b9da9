/** How the bytes of a reply are sent; everything but `whole` is a fault of the connection. */
export type Delivery =
  | { way: 'whole' }
  | { way: 'hang' }
  | { way: 'reset'; afterBytes: number }
  | { way: 'truncate' }
  | { way: 'drip'; bytes: number; everyMs: number };

/** A reply that is complete: all its headers and bytes are known. */
type CompleteReply = { status: number; headers: Headers; body: Uint8Array };

/**
 * Where a request comes from and its reply goes to: a socket, or a caller in this process. Its methods return what Hono
 * gets as the reply.
 */
export type Connection = {
  method: string;
  /** The request target as it stood on the request line: signatures cover it byte for byte. */
  target: string;
  /** Names in lower case; repeated headers are joined. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Names in lower case, in the order sent; a repeated header appears twice. */
  headerPairs: readonly (readonly [string, string])[];
  /** True when the client has left. */
  isClosed: () => boolean;
  /** Sends nothing, and leaves the client waiting. */
  hang: () => Response;
  /** Breaks the connection before any byte of a reply. */
  reset: () => Response;
  /** Sends a reply in the way of a fault. */
  sendFaulty: (reply: CompleteReply, delivery: Delivery, signal: AbortSignal) => Response;
};
