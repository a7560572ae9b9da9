import { mediaExpired, mediaRefused } from '../obs/errors.ts';
import type { ArmedFault, FaultEffect, LostReply } from '../world/fault.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { ApiError, errorReply, internalError, tooManyRequests } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { emptyMedia, undecodableMedia } from './faulty-media.ts';
import { gzipBomb, htmlPage, withFields, wrongShape } from './faulty-replies.ts';
import { listReply, type PageCall } from './odd-pages.ts';

/** A request that a fault applies to, with its regular answer. */
export type FaultyCall = {
  exchange: Exchange;
  world: SimulatedWorld;
  jobId: string | null;
  /** Null for every call but the list. */
  page: PageCall | null;
  /** Carries the call out and answers it; never throws an ApiError. */
  answer: () => Response | Promise<Response>;
};

/** Answers a request with its fault applied. */
export async function applyFault(fault: ArmedFault, call: FaultyCall): Promise<Response> {
  const { effect } = fault;
  await pause(fault.afterMs, call.exchange);
  if (effect.kind === 'delay') await pause(effect.ms, call.exchange);
  return (
    replyWithoutCall(effect, call) ??
    (await cancelReply(effect, call)) ??
    (await listReply(effect, call)) ??
    changeReply(effect, call, await call.answer())
  );
}

/** The reply of a fault that keeps the call from being carried out; null for all others. */
function replyWithoutCall(effect: FaultEffect, { exchange, world }: FaultyCall): Response | null {
  switch (effect.kind) {
    case 'hang':
      return hang(exchange);
    case 'reset':
      // After some bytes of the regular reply, the call is carried out.
      return effect.afterBytes === 0 ? reset(exchange) : null;
    case 'status': {
      const error = new ApiError(effect.status, effect.code, effect.message);
      return errorReply(error, exchange.requestId);
    }
    case 'html':
      return htmlPage(effect.status);
    case 'tooManyRequests':
      return tooManyRequests(exchange, effect.retryAfter);
    case 'redirect':
      return new Response(null, { status: effect.status, headers: { location: effect.location } });
    case 'mediaExpired':
      return mediaExpired(exchange, world);
    case 'mediaRefused':
      return mediaRefused(exchange);
    default:
      return null;
  }
}

/** The reply of a fault of cancels; null for all others. */
async function cancelReply(
  effect: FaultEffect,
  { exchange, world, jobId, answer }: FaultyCall,
): Promise<Response | null> {
  const { entry } = exchange;
  switch (effect.kind) {
    case 'cancelAppliedReplyLost': {
      const reply = await answer();
      return reply.ok ? lostReply(effect.how, exchange) : reply;
    }
    case 'cancelLost':
      entry.applied = false;
      return lostReply(effect.how, exchange);
    case 'cancelRace':
      // The job starts at the moment at which the cancel is received.
      if (jobId !== null && world.trueState(jobId) === 'WAITING') {
        world.editJob(jobId, { startInSeconds: 0 });
      }
      return answer();
    case 'cancelLateApply':
      entry.applied = jobId !== null && world.cancel(jobId, effect.afterSeconds);
      return lostReply(effect.how, exchange);
    default:
      return null;
  }
}

/** Changes the regular reply, or the way in which it is sent. */
async function changeReply(
  effect: FaultEffect,
  call: FaultyCall,
  reply: Response,
): Promise<Response> {
  const { exchange } = call;
  switch (effect.kind) {
    case 'reset':
      exchange.delivery = { way: 'reset', afterBytes: effect.afterBytes };
      return reply;
    case 'truncate':
      exchange.delivery = { way: 'truncate' };
      return reply;
    case 'drip':
    case 'mediaSlow':
      exchange.delivery = { way: 'drip', bytes: effect.bytes, everyMs: effect.everyMs };
      return reply;
    case 'mediaEmpty':
      return emptyMedia(reply);
    case 'mediaUndecodable':
      return undecodableMedia(reply, effect.leaves);
    case 'emptyBody':
      return new Response(null, { status: reply.status });
    case 'wrongShape':
      return wrongShape(effect.shape);
    case 'gzipBomb':
      return gzipBomb(effect.megabytes);
    case 'staleRead':
      return withFields(reply, earlierFields(call, effect.seconds));
    case 'unknownState':
      return withFields(reply, { state: effect.state });
    case 'mixedUpJob':
      return withFields(reply, { job_id: otherJobId(call) });
    default:
      return reply;
  }
}

function lostReply(how: LostReply, exchange: Exchange): Response {
  switch (how) {
    case 'reset':
      return reset(exchange);
    case 'hang':
      return hang(exchange);
    case 'truncate':
      exchange.delivery = { way: 'truncate' };
      return Response.json({ result: 'the rest of this never arrives' });
    case 'html':
      return htmlPage(502);
    case '200':
      return new Response(null);
    case '500':
      return errorReply(internalError(), exchange.requestId);
  }
}

function hang(exchange: Exchange): Response {
  exchange.delivery = { way: 'hang' };
  return new Response(null);
}

function reset(exchange: Exchange): Response {
  exchange.delivery = { way: 'reset', afterBytes: 0 };
  return new Response(null);
}

/** A job's state and times as a copy that lags behind by `seconds` would have them. */
function earlierFields({ world, jobId }: FaultyCall, seconds: number): object {
  const record = world.jobs().job(jobId ?? '');
  if (record === null) return {};
  const { state, startedAt, endedAt } = world.factsOf(record, seconds);
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return { state, start_time: time(startedAt), end_time: time(endedAt) };
}

function otherJobId({ world, jobId }: FaultyCall): string {
  const jobs = world.jobs().all();
  const other = jobs.find((record) => record.jobId !== jobId);
  return other?.jobId ?? '00000000-0000-4000-a000-000000000000';
}

/** Waits; ends early when the connection closes. */
async function pause(ms: number, { signal, sleep }: Exchange): Promise<void> {
  if (ms > 0 && !signal.aborted) await sleep(ms, signal);
}
