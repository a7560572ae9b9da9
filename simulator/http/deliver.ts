import type { MiddlewareHandler } from 'hono';
import type { Connection } from './connection.ts';
import type { Env, Exchange } from './exchange.ts';

/** Completes a reply's headers, records its status, and sends it in the way that a fault asks for. */
export const deliver: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const reply = c.res;
  // Hono merges the headers of the former response into the new one unless that is taken away first.
  c.res = undefined;
  c.res = await delivered(reply, c.var.exchange, c.env.connection);
};

async function delivered(
  reply: Response,
  exchange: Exchange,
  connection: Connection,
): Promise<Response> {
  const { delivery } = exchange;
  // The client may have left while a fault made it wait.
  if (connection.isClosed() || delivery.way === 'hang') return connection.hang();
  if (delivery.way === 'reset' && delivery.afterBytes === 0) return connection.reset();
  const { status } = reply;
  exchange.entry.status = status;
  const body = new Uint8Array(await reply.arrayBuffer());
  const headers = completedHeaders(reply, exchange, body.length);
  if (status === 304) return new Response(null, { status, headers });
  // Hono drops the body of a HEAD and keeps its content-length.
  if (delivery.way === 'whole' || exchange.method === 'HEAD') {
    return new Response(body.length === 0 ? null : body, { status, headers });
  }
  return connection.sendFaulty({ status, headers, body }, delivery, exchange.signal);
}

function completedHeaders(reply: Response, exchange: Exchange, length: number): Headers {
  const headers = new Headers(reply.headers);
  // The object store names its requests in a header of its own.
  if (!headers.has('x-obs-request-id')) headers.set('x-request-id', exchange.requestId);
  if (reply.status === 304) return headers;
  // An empty reply can only be truncated when it promises a body.
  const promised = exchange.delivery.way === 'truncate' && length === 0 ? 64 : length;
  headers.set('content-length', String(promised));
  if (exchange.method === 'HEAD' && reply.status >= 400) headers.delete('content-type');
  return headers;
}
