import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Connection, Delivery } from './connection.ts';

/** The connection of a request over HTTP; faults need its raw socket. */
export function socketConnection(incoming: IncomingMessage, outgoing: ServerResponse): Connection {
  return {
    method: incoming.method ?? 'GET',
    target: incoming.url ?? '/',
    headers: joinedHeaders(incoming),
    headerPairs: headerPairs(incoming),
    isClosed: () => outgoing.destroyed,
    hang: () => RESPONSE_ALREADY_SENT,
    reset: () => {
      outgoing.socket?.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    },
    sendFaulty: ({ status, headers, body }, delivery, signal) => {
      outgoing.writeHead(status, Object.fromEntries(headers));
      outgoing.flushHeaders();
      sendFaulty(body, delivery, signal, outgoing);
      return RESPONSE_ALREADY_SENT;
    },
  };
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

function sendFaulty(
  body: Uint8Array,
  delivery: Delivery,
  signal: AbortSignal,
  out: ServerResponse,
): void {
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
