import { type Context, Hono } from 'hono';
import type { EndpointName } from '../../wire/endpoints.ts';
import { authenticate } from '../auth/authenticate.ts';
import { applyFault } from '../http/apply-fault.ts';
import { ApiError, errorReply, tooManyRequests } from '../http/errors.ts';
import { type Deps, type Env, type Exchange, recordIn } from '../http/exchange.ts';
import type { PageCall } from '../http/odd-pages.ts';
import type { JobRecord } from '../jobs/record.ts';
import { endpointNames } from '../lib/endpoint-names.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { applyFieldOverrides } from './field-overrides.ts';
import { defaultListLimit, type Operation, operations, type UncheckedCall } from './operations.ts';
import { jsonOf } from './parameters.ts';

type Params = Readonly<Record<string, string | undefined>>;

/** The endpoints of the wire table. */
export function metaStudioRoutes(deps: Deps): Hono<Env> {
  const app = new Hono<Env>();
  for (const name of endpointNames) {
    const { method, path } = operations[name].endpoint;
    app.on(method, path.replace(/\{(\w+)\}/g, ':$1'), (c) => serve(name, c, deps));
  }
  return app;
}

/** @throws ApiError when the caller is refused */
async function serve(name: EndpointName, c: Context<Env>, deps: Deps): Promise<Response> {
  const { exchange } = c.var;
  const operation = operations[name];
  const params: Params = c.req.param();
  exchange.entry.operation = name;
  exchange.entry.jobId = params.job_id ?? null;
  const world = worldOf(exchange, params.project_id ?? '', deps);
  if (world.buckets?.[operation.endpoint.rate].take(deps.now()) === false) {
    return tooManyRequests(exchange);
  }
  const call = {
    world,
    origin: deps.origin(),
    params,
    queries: c.req.queries(),
    json: () => jsonOf(exchange.body),
    appUserId: exchange.headers['x-app-userid'] ?? null,
  };
  const answer = () => answerCall(operation, call, exchange);
  const job = jobOf(world, params);
  const jobId = params.job_id ?? job?.jobId ?? null;
  const fault = world.takeFault({ operation: name, jobId, name: job?.name ?? null });
  if (fault === null) return answer();
  const page = name === 'listDigitalHumanVideo' ? pageCall(call, exchange) : null;
  return applyFault(fault, { exchange, world, jobId, page, answer });
}

/** The page that a list call asks for. A query that is refused is refused at every offset. */
function pageCall(call: UncheckedCall, exchange: Exchange): PageCall {
  const { offset = ['0'], limit = [String(defaultListLimit)], ...queries } = call.queries;
  return {
    offset: Number(offset[0]),
    limit: Number(limit[0]),
    at: (other) => {
      const query = { ...queries, offset: [String(other)], limit };
      return answerCall(operations.listDigitalHumanVideo, { ...call, queries: query }, exchange);
    },
  };
}

/**
 * The world that a request is signed for, with the request in its journal.
 *
 * @throws ApiError when the signature is wrong, or the project is not the signer's.
 */
function worldOf(exchange: Exchange, projectId: string, { registry, now }: Deps): SimulatedWorld {
  const owner = registry.ofProject(projectId);
  if (owner !== null) recordIn(owner, exchange);
  const prefix = owner?.switches.gatewayPrefix ?? 'APIGW';
  const world = authenticate(exchange, registry, now(), prefix);
  recordIn(world, exchange);
  const named = exchange.headers['x-project-id'] ?? projectId;
  if (world === owner && named === projectId) return world;
  const message = 'The tenant in the URL differs from the one in the token';
  throw new ApiError(400, 'MSS.00010009', message);
}

/** The job that a call is about, by its own id or by its asset's. */
function jobOf(world: SimulatedWorld, params: Params): JobRecord | null {
  const jobs = world.jobs();
  return jobs.job(params.job_id ?? '') ?? jobs.ofAsset(params.asset_id ?? '');
}

function answerCall(operation: Operation, call: UncheckedCall, exchange: Exchange): Response {
  const isCancel = operation.endpoint.reply === null;
  try {
    const reply = applyFieldOverrides(operation.answer(call), call.world.jobs());
    if (isCancel) exchange.entry.applied = true;
    return reply === null ? new Response(null) : Response.json(reply);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (isCancel) exchange.entry.applied = false;
    return errorReply(error, exchange.requestId);
  }
}
