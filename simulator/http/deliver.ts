import type { ServerResponse } from 'node:http';
import type { Exchange } from './exchange.ts';

/** Puts a reply on the wire, in the way that the exchange's fault (if any) wants, and notes its status down. */
export async function deliver(
  response: Response,
  exchange: Exchange,
  out: ServerResponse,
): Promise<void> {
  const { delivery, entry } = exchange;
  const body = Buffer.from(await response.arrayBuffer());
  // The client may have gone while a fault made it wait.
  if (out.destroyed) return;
  if (delivery.way === 'hang') return;
  if (delivery.way === 'reset' && delivery.afterBytes === 0) {
    out.socket?.resetAndDestroy();
    return;
  }
  entry.status = response.status;
  const headers: Record<string, string> = Object.fromEntries(response.headers);
  const bodiless = exchange.method === 'HEAD' || response.status === 304;
  if (response.status !== 304) headers['content-length'] = String(body.length);
  // An empty reply can only be cut short when it promises something.
  if (delivery.way === 'truncate' && body.length === 0) headers['content-length'] = '64';
  if (bodiless && body.length > 0 && response.status >= 400) delete headers['content-type'];
  out.writeHead(response.status, headers);
  out.flushHeaders();
  if (bodiless) out.end();
  else send(body, exchange, out);
}

function send(body: Buffer, { delivery, signal }: Exchange, out: ServerResponse): void {
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

/** Breaks the connection only after the part has left, or the client would see no reply at all. */
function sendPart(part: Buffer, out: ServerResponse, breakOff: () => void): void {
  if (part.length === 0) setImmediate(breakOff);
  else out.write(part, () => setImmediate(breakOff));
}

function drip(
  body: Buffer,
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
