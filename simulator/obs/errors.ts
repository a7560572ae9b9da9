import type { Exchange } from '../http/exchange.ts';
import type { SimulatedWorld } from '../world/world.ts';

/** An error in the words of OBS (docs/metastudio.md#link-failures). */
export function obsError(
  exchange: Exchange,
  status: number,
  code: string,
  message: string,
): Response {
  const resource = exchange.target.split('?', 1)[0] ?? '';
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message><Resource>${escapeXml(resource)}</Resource><RequestId>${exchange.requestId}</RequestId><HostId>simulated</HostId></Error>`;
  return new Response(xml, { status, headers: { 'content-type': 'application/xml' } });
}

export function mediaExpired(exchange: Exchange, world: SimulatedWorld): Response {
  return obsError(exchange, 403, world.switches.expiredLink, 'Request has expired');
}

export function mediaRefused(exchange: Exchange): Response {
  return obsError(exchange, 403, 'AccessDenied', 'Access Denied');
}

export function noSuchKey(exchange: Exchange): Response {
  return obsError(exchange, 404, 'NoSuchKey', 'The specified key does not exist.');
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
