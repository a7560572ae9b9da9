import { Hono } from 'hono';
import { percentDecode, sameSignature } from '../auth/signature.ts';
import { applyFault } from '../http/apply-fault.ts';
import { type Deps, type Env, type Exchange, recordIn } from '../http/exchange.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { mediaExpired, mediaRefused, noSuchKey, obsError } from './errors.ts';
import { bucket, linkSignature, stringToSign } from './links.ts';
import { contentType } from './media-library.ts';
import { objectAt, type StoredObject } from './objects.ts';
import { rangeOf } from './range.ts';

type Query = [string, string][];

/** The object store, addressed path-style: `/{bucket}/{key}`. It sends no CORS headers: the bucket has no such rules. */
export function obsRoutes(deps: Deps): Hono<Env> {
  return new Hono<Env>().all('*', async (c) => {
    const { exchange } = c.var;
    const reply = await serve(exchange, deps);
    reply.headers.set('server', 'OBS');
    reply.headers.set('x-obs-request-id', exchange.requestId);
    reply.headers.set('x-obs-id-2', Buffer.from(exchange.requestId).toString('base64'));
    return reply;
  });
}

async function serve(exchange: Exchange, deps: Deps): Promise<Response> {
  const { key, query } = objectRequest(exchange.target);
  exchange.entry.operation = 'obs';
  const world = deps.registry.ofProject(key.split('/')[0] ?? '');
  if (world !== null) recordIn(world, exchange);
  if (!['GET', 'HEAD'].includes(exchange.method)) {
    return obsError(exchange, 405, 'MethodNotAllowed', 'The specified method is not allowed.');
  }
  const refusal = refuseLink(exchange, query, key, deps);
  if (refusal !== null) return refusal;
  if (world === null) return noSuchKey(exchange);
  const object = objectAt(world, key);
  const jobId = object?.record?.jobId ?? null;
  exchange.entry.jobId = jobId;
  const answer = () => objectReply(exchange, world, object, query);
  const name = object?.record?.name ?? null;
  const fault = world.takeFault({ operation: 'obs', jobId, name });
  return fault === null
    ? answer()
    : applyFault(fault, { exchange, world, jobId, page: null, answer });
}

function objectRequest(target: string): { key: string; query: Query } {
  const [path, search] = splitAt(target, '?');
  const query = search.split('&').map((pair): [string, string] => {
    const [name, value] = splitAt(pair, '=');
    return [percentDecode(name), percentDecode(value.replaceAll('+', ' '))];
  });
  return { key: percentDecode(path.slice(bucket.length + 2)), query };
}

/** Checks a V2 URL signature (docs/metastudio.md#link-signature); null when the link is valid. */
function refuseLink(
  exchange: Exchange,
  query: Query,
  key: string,
  { registry }: Deps,
): Response | null {
  const { ak, expires, signature } = credentialsOf(query);
  if (ak === null || expires === null || signature === null) return refuseUnsigned(exchange, query);
  const world = registry.ofKey(ak);
  if (world === null) {
    const message = 'The access key does not exist in our records.';
    return obsError(exchange, 403, 'InvalidAccessKeyId', message);
  }
  recordIn(world, exchange);
  if (!/^\d+$/.test(expires)) {
    const message = 'Invalid date (should be seconds since epoch)';
    return obsError(exchange, 403, 'AccessDenied', message);
  }
  if (Number(expires) * 1000 < world.now()) return mediaExpired(exchange, world);
  const text = stringToSign(exchange.method, { bucket, key }, expires, query);
  if (sameSignature(linkSignature(text, world.sk), signature)) return null;
  const message = 'The request signature we calculated does not match the signature you provided.';
  return obsError(exchange, 403, 'SignatureDoesNotMatch', message);
}

function credentialsOf(query: Query) {
  const first = (...names: string[]) => query.find(([name]) => names.includes(name))?.[1] ?? null;
  return {
    ak: first('AccessKeyId', 'AWSAccessKeyId'),
    expires: first('Expires'),
    signature: first('Signature'),
  };
}

function refuseUnsigned(exchange: Exchange, query: Query): Response {
  if (!query.some(([name]) => name.startsWith('response-'))) return mediaRefused(exchange);
  const message = 'Anonymous requests cannot do this.';
  return obsError(exchange, 400, 'ForbidAnonReqOverwriteRespHead', message);
}

function objectReply(
  exchange: Exchange,
  world: SimulatedWorld,
  object: StoredObject | null,
  query: Query,
): Response {
  if (object === null) {
    return noSuchKey(exchange);
  }
  const bytes = world.media.read(object.file);
  const etag = `"${world.media.md5(object.file).toString('hex')}"`;
  const headers = new Headers({
    'content-type': contentType(object.file),
    'accept-ranges': 'bytes',
    etag,
    'last-modified': new Date(object.modifiedAt).toUTCString(),
  });
  if (world.switches.attachment) headers.set('content-disposition', 'attachment');
  for (const [name, value] of query) {
    const header = /^response-(content-\w+|cache-control|expires)$/.exec(name)?.[1];
    if (header !== undefined) headers.set(header, value);
  }
  const status = conditional(exchange.headers, etag, object.modifiedAt);
  if (status === 304) return new Response(null, { status, headers });
  if (status === 412) {
    return obsError(
      exchange,
      412,
      'PreconditionFailed',
      'A precondition you specified did not hold.',
    );
  }
  return ranged(exchange, bytes, headers);
}

function ranged(exchange: Exchange, bytes: Buffer, headers: Headers): Response {
  const range = rangeOf(exchange.headers.range, bytes.length);
  if (range === 'beyond') {
    const response = obsError(
      exchange,
      416,
      'InvalidRange',
      'The requested range is not satisfiable.',
    );
    response.headers.set('content-range', `bytes */${bytes.length}`);
    return response;
  }
  if (range === null) return new Response(new Uint8Array(bytes), { headers });
  headers.set('content-range', `bytes ${range.from}-${range.to}/${bytes.length}`);
  const part = new Uint8Array(bytes.subarray(range.from, range.to + 1));
  return new Response(part, { status: 206, headers });
}

/** 304, 412, or null when the object is to be sent. */
function conditional(
  headers: Exchange['headers'],
  etag: string,
  modifiedAt: number,
): 304 | 412 | null {
  const names = (list: string) => list.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  const match = headers['if-match'];
  if (match !== undefined && match !== '*' && !names(match).includes(etag)) return 412;
  const none = headers['if-none-match'];
  if (none !== undefined) return none === '*' || names(none).includes(etag) ? 304 : null;
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(modifiedAt / 1000) * 1000 <= since ? 304 : null;
}

function splitAt(text: string, separator: string): [string, string] {
  const cut = text.indexOf(separator);
  return cut === -1 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)];
}
