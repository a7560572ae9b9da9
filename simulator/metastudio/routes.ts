import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { type EndpointName, endpoints } from '../../wire/endpoints.ts';
import { authenticate } from '../auth/authenticate.ts';
import { strike, tooManyRequests } from '../http/apply-fault.ts';
import { ApiError, invalidParameter } from '../http/errors.ts';
import { type Env, type Exchange, noteIn } from '../http/exchange.ts';
import type { JobRecord } from '../jobs/record.ts';
import type { Registry } from '../world/registry.ts';
import type { SimulatedWorld } from '../world/world.ts';
import { type Call, handlers } from './handlers.ts';

/** What the routes stand on; `now` is the real clock in epoch ms. */
export type Site = { registry: Registry; origin: () => string; now: () => number };

/** Adds the endpoints of the wire table to the app. */
export function addMetaStudio(app: Hono<Env>, site: Site): void {
  for (const name of endpointNames()) {
    const { method, path } = endpoints[name];
    app.on(method, path.replace(/\{(\w+)\}/g, ':$1'), (c) => serve(name, c, site));
  }
}

function endpointNames(): EndpointName[] {
  return Object.keys(endpoints).filter((name): name is EndpointName => name in endpoints);
}

async function serve(name: EndpointName, c: Context<Env>, site: Site): Promise<Response> {
  const { exchange } = c.env;
  const params = c.req.param();
  const owner = site.registry.ofProject(params.project_id ?? '');
  exchange.entry.operation = name;
  exchange.entry.jobId = params.job_id ?? null;
  if (owner !== null) noteIn(owner, exchange);
  try {
    const world = admit(exchange, params.project_id ?? '', owner, site);
    if (world.buckets?.[endpoints[name].rate].take(site.now()) === false) {
      return tooManyRequests(exchange);
    }
    const run = () => carryOut(name, c, world, site);
    const about = subject(world, params);
    const jobId = params.job_id ?? about?.jobId ?? null;
    const fault = world.takeFault({ operation: name, jobId, name: about?.name ?? null });
    return fault === null ? run() : await strike(fault, { exchange, world, jobId, run });
  } catch (error) {
    return refusal(error, exchange);
  }
}

/** The job that a call is about, by its own id or by its asset's. */
function subject(
  world: SimulatedWorld,
  params: Record<string, string | undefined>,
): JobRecord | null {
  const jobs = world.jobs();
  return jobs.job(params.job_id ?? '') ?? jobs.ofAsset(params.asset_id ?? '');
}

function admit(
  exchange: Exchange,
  projectId: string,
  owner: SimulatedWorld | null,
  { registry, now }: Site,
): SimulatedWorld {
  const prefix = owner?.switches.gatewayPrefix ?? 'APIGW';
  const world = authenticate(exchange, registry, now(), prefix);
  noteIn(world, exchange);
  const named = exchange.headers['x-project-id'] ?? projectId;
  if (world !== owner || named !== projectId) {
    throw new ApiError(
      400,
      'MSS.00010009',
      'The tenant in the URL differs from the one in the token',
    );
  }
  return world;
}

function carryOut(
  name: EndpointName,
  c: Context<Env>,
  world: SimulatedWorld,
  site: Site,
): Response {
  const { exchange } = c.env;
  const isCancel = endpoints[name].reply === null;
  try {
    const reply = answer(name, c, world, site);
    if (isCancel) exchange.entry.applied = true;
    return reply === null ? new Response(null) : Response.json(reply);
  } catch (error) {
    if (isCancel) exchange.entry.applied = false;
    return refusal(error, exchange);
  }
}

function answer<N extends EndpointName>(
  name: N,
  c: Context<Env>,
  world: SimulatedWorld,
  site: Site,
): object | null {
  const { exchange } = c.env;
  const endpoint = endpoints[name];
  const call = {
    world,
    origin: site.origin(),
    params: c.req.param(),
    query: read(endpoint.query, queryOf(endpoint.query, c)),
    body: endpoint.body === null ? null : read(endpoint.body, jsonOf(exchange.body)),
    appUserId: exchange.headers['x-app-userid'] ?? null,
  };
  // The table ties each handler to its own schemas; that tie is lost where the name is a variable.
  return handlers[name](call as unknown as Call<N>);
}

function read(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidParameter();
  return parsed.data;
}

/** Parameters by name; those that the schema knows as lists take every value of a repeated key. */
function queryOf(schema: z.ZodObject, c: Context<Env>): Record<string, unknown> {
  const all = new Map(Object.entries(c.req.queries()));
  const query: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const values = all.get(name);
    if (values === undefined) continue;
    const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
    if (inner instanceof z.ZodArray) query[name] = values;
    // A number left empty would be read as 0.
    else query[name] = values[0] === '' && !(inner instanceof z.ZodString) ? 'empty' : values[0];
  }
  return query;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ApiError(400, 'MSS.10000002', 'The request body is not JSON');
  }
}

/** An error as the reply it stands for. @throws whatever is not an ApiError. */
export function refusal(error: unknown, exchange: Exchange): Response {
  if (!(error instanceof ApiError)) throw error;
  return Response.json(error.body(exchange.requestId), {
    status: error.status,
    headers: { ...error.headers },
  });
}
