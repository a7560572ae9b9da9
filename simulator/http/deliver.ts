import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { Env, Exchange } from './exchange.ts';

/** Completes a reply's headers, records its status, and sends it through the socket where a fault asks for that. */
export const deliver: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  const reply = c.res;
  // Hono merges the headers of the former response into the new one unless that is taken away first.
  c.res = undefined;
  c.res = await delivered(reply, c.var.exchange, c.env.outgoing);
};

async function delivered(
  reply: Response,
  exchange: Exchange,
  outgoing: ServerResponse,
): Promise<Response> {
  const { delivery } = exchange;
  // The client may have left while a fault made it wait.
  if (outgoing.destroyed || delivery.way === 'hang') return RESPONSE_ALREADY_SENT;
  if (delivery.way === 'reset' && delivery.afterBytes === 0) {
    outgoing.socket?.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  const { status } = reply;
  exchange.entry.status = status;
  const body = new Uint8Array(await reply.arrayBuffer());
  const headers = completedHeaders(reply, exchange, body.length);
  if (status === 304) return new Response(null, { status, headers });
  // Hono drops the body of a HEAD and keeps its content-length.
  if (delivery.way === 'whole' || exchange.method === 'HEAD') {
    return new Response(body.length === 0 ? null : body, { status, headers });
  }
  outgoing.writeHead(status, Object.fromEntries(headers));
  outgoing.flushHeaders();
  sendFaulty(body, exchange, outgoing);
  return RESPONSE_ALREADY_SENT;
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

function sendFaulty(body: Uint8Array, { delivery, signal }: Exchange, out: ServerResponse): void {
  switch (delivery.way) {
    case 'truncate':
      sendPart(body.subarray(0, Math.floor(body.length / 2)), out, () => out.socket?.end());
      return;
    case 'reset':
      sendPart(body.subarray(0, delivery.afterBytes), out, () => out.socket?.resetAndDestroy());
      return;
    case 'drip':
      drip(body, delivery, out, signal);
      return;
    default:
      out.end(body);
  }
}

/** Ends the connection only after the part has left, or the client would see no reply at all. */
function sendPart(part: Uint8Array, out: ServerResponse, endConnection: () => void): void {
  if (part.length === 0) setImmediate(endConnection);
  else out.write(part, () => setImmediate(endConnection));
}

function drip(
  body: Uint8Array,
  pace: { bytes: number; everyMs: number },
  out: ServerResponse,
  signal: AbortSignal,
): void {
  let sent = 0;
  const step = () => {
    if (signal.aborted || out.destroyed) return clearInterval(timer);
    out.write(body.subarray(sent, sent + pace.bytes));
    sent += pace.bytes;
    if (sent < body.length) return;
    clearInterval(timer);
    out.end();
  };
  const timer = setInterval(step, pace.everyMs);
  signal.addEventListener('abort', () => clearInterval(timer));
  step();
}
