import type { Hono } from 'hono';
import { percentDecode, sameSignature } from '../auth/signature.ts';
import { strike, xmlError } from '../http/apply-fault.ts';
import { type Env, type Exchange, noteIn } from '../http/exchange.ts';
import type { Site } from '../metastudio/routes.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { bucket, linkSignature, stringToSign } from './links.ts';
import { contentType } from './media-library.ts';
import { objectAt, type StoredObject } from './objects.ts';
import { rangeOf } from './range.ts';

type Query = [string, string][];

/** Adds the object store, addressed path-style: `/{bucket}/{key}`. */
export function addObs(app: Hono<Env>, site: Site): void {
  app.all(`/${bucket}/*`, async (c) => dressed(await serve(c.env.exchange, site), c.env.exchange));
}

async function serve(exchange: Exchange, site: Site): Promise<Response> {
  const [path = '', search = ''] = split(exchange.target, '?');
  const key = percentDecode(path.slice(bucket.length + 2));
  const query = search.split('&').map((pair): [string, string] => {
    const [name, value] = split(pair, '=');
    return [percentDecode(name), percentDecode(value.replaceAll('+', ' '))];
  });
  exchange.entry.operation = 'obs';
  const owner = site.registry.ofProject(key.split('/')[0] ?? '');
  if (owner !== null) noteIn(owner, exchange);
  if (!['GET', 'HEAD'].includes(exchange.method)) {
    return fail(exchange, 405, 'MethodNotAllowed', 'The specified method is not allowed.');
  }
  const refused = refusal(exchange, query, key, site);
  if (refused !== null) return refused;
  if (owner === null) return fail(exchange, 404, 'NoSuchKey', 'The specified key does not exist.');
  const object = objectAt(owner, key);
  const record = object?.record ?? null;
  exchange.entry.jobId = record?.jobId ?? null;
  const run = () => objectReply(exchange, owner, object, query);
  const target = {
    operation: 'obs' as const,
    jobId: record?.jobId ?? null,
    name: record?.name ?? null,
  };
  const fault = owner.takeFault(target);
  if (fault === null) return run();
  return strike(fault, { exchange, world: owner, jobId: target.jobId, run });
}

/** Checks a V2 URL signature (metastudio-api 8); null when the link is good. */
function refusal(exchange: Exchange, query: Query, key: string, site: Site): Response | null {
  const first = (...names: string[]) => query.find(([name]) => names.includes(name))?.[1] ?? null;
  const ak = first('AccessKeyId', 'AWSAccessKeyId');
  const expires = first('Expires');
  const signature = first('Signature');
  if (ak === null || expires === null || signature === null) {
    const overwrites = query.some(([name]) => name.startsWith('response-'));
    return overwrites
      ? fail(exchange, 400, 'ForbidAnonReqOverwriteRespHead', 'Anonymous requests cannot do this.')
      : fail(exchange, 403, 'AccessDenied', 'Access Denied');
  }
  const world = site.registry.ofKey(ak);
  if (world === null) {
    return fail(
      exchange,
      403,
      'InvalidAccessKeyId',
      'The access key does not exist in our records.',
    );
  }
  noteIn(world, exchange);
  if (!/^\d+$/.test(expires)) {
    const message = 'Invalid date (should be seconds since epoch)';
    return fail(exchange, 403, 'AccessDenied', message);
  }
  if (Number(expires) * 1000 < world.now()) {
    return fail(exchange, 403, world.switches.expiredLink, 'Request has expired');
  }
  const text = stringToSign(exchange.method, { bucket, key }, expires, query);
  if (sameSignature(linkSignature(text, world.sk), signature)) return null;
  const message = 'The request signature we calculated does not match the signature you provided.';
  return fail(exchange, 403, 'SignatureDoesNotMatch', message);
}

function objectReply(
  exchange: Exchange,
  world: SimulatedWorld,
  object: StoredObject | null,
  query: Query,
): Response {
  if (object === null) {
    return fail(exchange, 404, 'NoSuchKey', 'The specified key does not exist.');
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
    return fail(exchange, 412, 'PreconditionFailed', 'A precondition you specified did not hold.');
  }
  return ranged(exchange, bytes, headers);
}

function ranged(exchange: Exchange, bytes: Buffer, headers: Headers): Response {
  const range = rangeOf(exchange.headers.range, bytes.length);
  if (range === 'beyond') {
    const response = fail(exchange, 416, 'InvalidRange', 'The requested range is not satisfiable.');
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

function fail(exchange: Exchange, status: number, code: string, message: string): Response {
  const resource = split(exchange.target, '?')[0];
  return xmlError(status, code, message, exchange.requestId, resource);
}

/** Headers that every reply of the store has, and no CORS ones among them: the bucket's owner has set no rules. */
function dressed(response: Response, exchange: Exchange): Response {
  response.headers.set('server', 'OBS');
  response.headers.set('x-obs-request-id', exchange.requestId);
  response.headers.set('x-obs-id-2', Buffer.from(exchange.requestId).toString('base64'));
  return response;
}

function split(text: string, at: string): [string, string] {
  const cut = text.indexOf(at);
  return cut === -1 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)];
}
