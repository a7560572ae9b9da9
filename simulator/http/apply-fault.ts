import { gzipSync } from 'node:zlib';
import type { ArmedFault, FaultAct } from '../world/fault.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { ApiError } from './errors.ts';
import type { Exchange } from './exchange.ts';

/** A request that a fault strikes, with the honest way of answering it. */
export type Struck = {
  exchange: Exchange;
  world: SimulatedWorld;
  jobId: string | null;
  /** Carries the call out and answers it; never throws. */
  run: () => Response | Promise<Response>;
};

/** Answers a request as its fault wants. */
export async function strike(fault: ArmedFault, struck: Struck): Promise<Response> {
  await pause(fault.afterMs, struck.exchange.signal);
  const act = fault.act;
  const media = act.kind.startsWith('media') ? mediaFault(act, struck) : null;
  if (media !== null) return media;
  if (act.kind.startsWith('cancel')) return cancelFault(act, struck);
  return (await withoutCall(act, struck)) ?? spoil(act, struck, await struck.run());
}

/** Faults that answer by themselves: the call is never carried out. */
async function withoutCall(act: FaultAct, { exchange }: Struck): Promise<Response | null> {
  switch (act.kind) {
    case 'hang':
      exchange.delivery = { way: 'hang' };
      return new Response(null);
    case 'reset':
      exchange.delivery = { way: 'reset', afterBytes: act.afterBytes };
      return act.afterBytes === 0 ? new Response(null) : null;
    case 'status': {
      const error = new ApiError(act.status, act.code, act.message);
      return Response.json(error.body(exchange.requestId), { status: act.status });
    }
    case 'html':
      return htmlPage(act.status);
    case 'tooManyRequests':
      return tooManyRequests(exchange, act.retryAfter);
    case 'redirect':
      return new Response(null, { status: act.status, headers: { location: act.location } });
    case 'delay':
      await pause(act.ms, exchange.signal);
      return null;
    default:
      return null;
  }
}

/** Faults that spoil an honest answer. */
async function spoil(act: FaultAct, struck: Struck, response: Response): Promise<Response> {
  const { exchange } = struck;
  switch (act.kind) {
    case 'truncate':
      exchange.delivery = { way: 'truncate' };
      return response;
    case 'drip':
      exchange.delivery = { way: 'drip', bytes: act.bytes, everyMs: act.everyMs };
      return response;
    case 'emptyBody':
      return new Response(null, { status: response.status });
    case 'wrongShape':
      return wrongShape(act.shape);
    case 'gzipBomb':
      return gzipBomb(act.megabytes);
    case 'unknownState':
      return rewritten(response, (job) => ({ ...job, state: act.state }));
    case 'mixedUpJob':
      return rewritten(response, (job) => ({ ...job, ...strangerOf(struck) }));
    default:
      return response;
  }
}

async function cancelFault(act: FaultAct, struck: Struck): Promise<Response> {
  const { exchange, world, jobId } = struck;
  const { entry } = exchange;
  switch (act.kind) {
    case 'cancelAppliedReplyLost': {
      const reply = await struck.run();
      return reply.ok ? lostReply(act.how, exchange) : reply;
    }
    case 'cancelLost':
      entry.applied = false;
      return lostReply(act.how, exchange);
    case 'cancelRace':
      // The job starts in the very moment that the cancel comes in.
      if (jobId !== null && world.trueState(jobId) === 'WAITING') {
        world.editJob(jobId, { startInSeconds: 0 });
      }
      return struck.run();
    case 'cancelLateApply':
      entry.applied = jobId !== null && world.cancel(jobId, act.afterSeconds);
      return lostReply(act.how, exchange);
    default:
      return struck.run();
  }
}

function lostReply(how: string, exchange: Exchange): Response {
  switch (how) {
    case 'reset':
      exchange.delivery = { way: 'reset', afterBytes: 0 };
      return new Response(null);
    case 'hang':
      exchange.delivery = { way: 'hang' };
      return new Response(null);
    case 'truncate':
      exchange.delivery = { way: 'truncate' };
      return Response.json({ result: 'the rest of this never arrives' });
    case 'html':
      return htmlPage(502);
    case '200':
      return new Response(null);
    default: {
      const error = new ApiError(500, 'MSS.00000004', 'Internal Error');
      return Response.json(error.body(exchange.requestId), { status: 500 });
    }
  }
}

function mediaFault(act: FaultAct, { exchange, world }: Struck): Response | null {
  switch (act.kind) {
    case 'mediaExpired':
      return xmlError(403, world.switches.expiredLink, 'Request has expired', exchange.requestId);
    case 'mediaRefused':
      return xmlError(403, 'AccessDenied', 'Access Denied', exchange.requestId);
    case 'mediaSlow':
      exchange.delivery = { way: 'drip', bytes: act.bytes, everyMs: act.everyMs };
      return null;
    default:
      return null;
  }
}

/** An error as OBS words it (metastudio-api 8.3). */
export function xmlError(
  status: number,
  code: string,
  message: string,
  requestId: string,
  resource = '',
): Response {
  const where = resource === '' ? '' : `<Resource>${escapeXml(resource)}</Resource>`;
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message>${where}<RequestId>${requestId}</RequestId><HostId>simulated</HostId></Error>`;
  return new Response(xml, { status, headers: { 'content-type': 'application/xml' } });
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

function htmlPage(status: number): Response {
  const html = `<!DOCTYPE html><html><head><title>${status} Bad Gateway</title></head><body>
<center><h1>${status} Bad Gateway</h1></center><script>document.title = 'never run me'</script></body></html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html' } });
}

/** The gateway's throttling answer; `Retry-After` is not documented, so it is sent only when a fault asks for it. */
export function tooManyRequests(exchange: Exchange, retryAfter?: string | number): Response {
  const prefix = exchange.world?.switches.gatewayPrefix ?? 'APIGW';
  const error = new ApiError(
    429,
    `${prefix}.0308`,
    'The throttling threshold has been reached: policy user over ratelimit,limit:20,time:1 second',
  );
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return Response.json(error.body(exchange.requestId), { status: 429, headers });
}

const shapes: Record<string, string> = {
  jobsText: '{"count":1,"jobs":"x"}',
  jobsNull: '{"count":null,"jobs":null}',
  null: 'null',
  list: '[]',
  text: '"x"',
  number: '7',
  deep: `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  notJson: '{"count":1,"jobs":[{"job_id":',
};

function wrongShape(shape: string): Response {
  return new Response(shapes[shape] ?? 'null', { headers: { 'content-type': 'application/json' } });
}

/** Members of gzip may follow each other, so a bomb of any size costs one packed megabyte. */
function gzipBomb(megabytes: number): Response {
  const head = gzipSync('{"count":0,"jobs":[]');
  const blank = gzipSync(Buffer.alloc(1024 * 1024, ' '));
  const parts = [head, ...Array.from({ length: megabytes }, () => blank), gzipSync('}')];
  return new Response(Buffer.concat(parts), {
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  });
}

type Job = Record<string, unknown>;

async function rewritten(response: Response, change: (job: Job) => Job): Promise<Response> {
  if (!response.ok || response.body === null) return response;
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null) return Response.json(body);
  if ('jobs' in body && Array.isArray(body.jobs)) {
    return Response.json({ ...body, jobs: body.jobs.map((job: Job) => change(job)) });
  }
  return Response.json(change({ ...body }));
}

/** Id and name of some other job, as an answer that belongs to somebody else would have them. */
function strangerOf({ world, jobId }: Struck): Job {
  const other = world
    .jobs()
    .all()
    .find((record) => record.jobId !== jobId);
  return { job_id: other?.jobId ?? '00000000-0000-4000-a000-000000000000' };
}

/** Waits; ends early when there is nobody left to wait for. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms === 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
