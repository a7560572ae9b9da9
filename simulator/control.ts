import { zValidator } from '@hono/zod-validator';
import { Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { Env } from './http/exchange.ts';
import { JobChange, JobSpec } from './jobs/job-spec.ts';
import { Fault } from './world/fault.ts';
import type { Registry } from './world/registry.ts';
import { SwitchChange } from './world/switches.ts';
import type { SimulatedWorld } from './world/world.ts';
import type { World } from './world/world-api.ts';
import { WorldSpec } from './world/world-spec.ts';

/** What the control API works on. */
export type ControlDeps = {
  registry: Registry;
  defaultWorld: SimulatedWorld;
  createWorld: (spec: WorldSpec) => World;
};

type WorldEnv = Env & { Variables: { world: SimulatedWorld } };

/**
 * The control API: worlds, jobs, faults, clock and journal of the simulation. It is for programs on the same machine:
 * it takes JSON only, refuses all that a page of another origin could send, and answers to loopback host names only.
 */
export function controlRoutes(deps: ControlDeps): Hono<Env> {
  const app = new Hono<Env>()
    .use(localProgramsOnly)
    .post('/worlds', jsonBody(WorldSpec), (c) => {
      const world = deps.createWorld(c.req.valid('json'));
      const { projectId, ak, sk, iam } = world;
      return c.json({ projectId, ak, sk, iam, jobIds: world.jobIds() }, 201);
    })
    .route('/worlds/:project', worldRoutes(deps))
    .all('*', (c) => c.json({ error: 'no such control call' }, 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status);
    throw error;
  });
  return app;
}

function worldRoutes(deps: ControlDeps): Hono<WorldEnv> {
  return new Hono<WorldEnv>()
    .use(findWorld(deps))
    .get('/', (c) => {
      const { world } = c.var;
      const { projectId, ak, sk, iam, urlTtlSeconds, switches } = world;
      return c.json({ projectId, ak, sk, iam, urlTtlSeconds, switches, now: isoNow(world) });
    })
    .get('/jobs', (c) => c.json({ jobs: jobLines(c.var.world) }))
    .post('/jobs', jsonBody(JobSpec), (c) => {
      const { world } = c.var;
      const spec = c.req.valid('json');
      if (spec.jobId !== undefined && world.jobs().job(spec.jobId) !== null) {
        return c.json({ error: 'a job of this id exists already' }, 409);
      }
      return c.json(world.addJob(spec), 201);
    })
    .patch('/jobs/:id', jsonBody(JobChange), (c) => {
      const { world } = c.var;
      const jobId = c.req.param('id');
      if (world.jobs().job(jobId) === null) return c.json({ error: 'no such job' }, 404);
      world.editJob(jobId, c.req.valid('json'));
      return c.json({ state: world.trueState(jobId) });
    })
    .delete('/jobs/:id', (c) => {
      const { world } = c.var;
      const jobId = c.req.param('id');
      if (world.jobs().job(jobId) === null) return c.json({ error: 'no such job' }, 404);
      world.removeJob(jobId);
      return c.json({ jobs: world.jobs().size });
    })
    .put('/faults', jsonBody(z.array(Fault)), (c) => {
      const faults = c.req.valid('json');
      c.var.world.setFaults(faults);
      return c.json({ faults: faults.length });
    })
    .put('/switches', jsonBody(SwitchChange), (c) => {
      c.var.world.setSwitches(c.req.valid('json'));
      return c.json({ switches: c.var.world.switches });
    })
    .get('/journal', (c) => c.json({ journal: c.var.world.journal }))
    .post('/clock', jsonBody(ClockChange), (c) => {
      const change = c.req.valid('json');
      if ('stepSeconds' in change) c.var.world.stepClock(change.stepSeconds);
      else c.var.world.advanceClock(change.advanceSeconds);
      return c.json({ now: isoNow(c.var.world) });
    });
}

const ClockChange = z.union([
  z.strictObject({ advanceSeconds: z.number() }),
  z.strictObject({ stepSeconds: z.number() }),
]);

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Refuses what a web page could send, and everything but JSON. */
const localProgramsOnly: MiddlewareHandler<Env> = async (c, next) => {
  const { headers, method } = c.var.exchange;
  if (!loopback.test(headers.host ?? '')) return c.json({ error: 'wrong host' }, 421);
  const site = headers['sec-fetch-site'] ?? 'none';
  if (headers.origin !== undefined || !['none', 'same-origin'].includes(site)) {
    return c.json({ error: 'not for web pages' }, 403);
  }
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (method !== 'GET' && method !== 'HEAD' && type !== 'application/json') {
    return c.json({ error: 'Content-Type must be application/json' }, 415);
  }
  return next();
};

const findWorld =
  ({ registry, defaultWorld }: ControlDeps): MiddlewareHandler<WorldEnv> =>
  async (c, next) => {
    const name = c.req.param('project') ?? '';
    const world = name === 'default' ? defaultWorld : registry.ofProject(name);
    if (world === null) return c.json({ error: 'no such world' }, 404);
    c.set('world', world);
    return next();
  };

function jsonBody<S extends z.ZodType>(schema: S) {
  return zValidator('json', schema, (result, c) => {
    return result.success ? undefined : c.json({ error: z.prettifyError(result.error) }, 400);
  });
}

const isoNow = (world: SimulatedWorld) => new Date(world.now()).toISOString();

function jobLines(world: SimulatedWorld) {
  return world
    .jobs()
    .all()
    .map((record) => ({
      jobId: record.jobId,
      assetId: record.assetId,
      name: record.name,
      type: record.type,
      state: world.factsOf(record).state,
      createdAt: new Date(record.createdAt).toISOString(),
    }));
}
