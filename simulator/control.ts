import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Env } from './http/exchange.ts';
import { JobChange, JobSpec } from './jobs/job-spec.ts';
import { factsAt } from './jobs/record.ts';
import { type Fault, FaultInput } from './world/fault.ts';
import type { Registry } from './world/registry.ts';
import { Switches } from './world/switches.ts';
import type { SimulatedWorld, World, WorldSpec } from './world/world.ts';

/** What the control API works on. */
export type ControlSite = {
  registry: Registry;
  defaultWorld: () => SimulatedWorld;
  createWorld: (spec: WorldSpec) => World;
};

const faults = z.array(z.custom<Fault>((value) => FaultInput.safeParse(value).success));

/** Body of `POST /control/worlds`. */
const WorldBody = z.strictObject({
  jobs: z.number().int().min(0).max(100_000).optional(),
  arrivals: z.boolean().optional(),
  urlTtlSeconds: z.number().int().min(1).optional(),
  seed: z.number().int().optional(),
  switches: Switches.partial().optional(),
  records: z.array(JobSpec).optional(),
  faults: faults.optional(),
  securityToken: z.string().min(1).optional(),
});

/**
 * Adds the control API under `/control`: worlds, jobs, faults, clock and journal of the simulation. It is for programs
 * on the same machine: JSON only, nothing a page of another origin could send, no name but the loopback ones.
 */
export function addControl(app: Hono<Env>, site: ControlSite): void {
  app.use('/control/*', async (c, next) => guard(c) ?? (await next()));

  app.post('/control/worlds', (c) =>
    withBody(c, WorldBody, (spec) => {
      const world = site.createWorld(spec as WorldSpec);
      const { projectId, ak, sk, iam } = world;
      return c.json({ projectId, ak, sk, iam, jobIds: world.jobIds() }, 201);
    }),
  );

  app.get('/control/worlds/:p', (c) =>
    withWorld(c, site, (world) => {
      const { projectId, ak, sk, iam, urlTtlSeconds, switches } = world;
      const now = new Date(world.now()).toISOString();
      return c.json({ projectId, ak, sk, iam, urlTtlSeconds, switches, now });
    }),
  );

  app.get('/control/worlds/:p/jobs', (c) =>
    withWorld(c, site, (world) => c.json({ jobs: jobLines(world) })),
  );

  app.post('/control/worlds/:p/jobs', (c) =>
    withWorld(c, site, (world) =>
      withBody(c, JobSpec, (spec) => {
        if (spec.jobId !== undefined && world.jobs().job(spec.jobId) !== null) {
          return c.json({ error: 'a job of this id exists already' }, 409);
        }
        return c.json(world.addJob(spec as JobSpec), 201);
      }),
    ),
  );

  app.patch('/control/worlds/:p/jobs/:id', (c) =>
    withWorld(c, site, (world) =>
      withBody(c, JobChange, (change) => {
        const jobId = c.req.param('id') ?? '';
        if (world.jobs().job(jobId) === null) return c.json({ error: 'no such job' }, 404);
        world.editJob(jobId, change as JobChange);
        return c.json({ state: world.trueState(jobId) });
      }),
    ),
  );

  app.put('/control/worlds/:p/faults', (c) =>
    withWorld(c, site, (world) =>
      withBody(c, faults, (list) => {
        world.setFaults(list);
        return c.json({ faults: list.length });
      }),
    ),
  );

  app.get('/control/worlds/:p/journal', (c) =>
    withWorld(c, site, (world) => c.json({ journal: world.journal })),
  );

  app.post('/control/worlds/:p/clock', (c) =>
    withWorld(c, site, (world) =>
      withBody(c, z.strictObject({ advanceSeconds: z.number() }), ({ advanceSeconds }) => {
        world.advanceClock(advanceSeconds);
        return c.json({ now: new Date(world.now()).toISOString() });
      }),
    ),
  );

  app.all('/control/*', (c) => c.json({ error: 'no such control call' }, 404));
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Answers what must not get through; null lets a request pass. */
function guard(c: Context<Env>): Response | null {
  const { headers, method } = c.env.exchange;
  if (!loopback.test(headers.host ?? '')) return c.json({ error: 'wrong host' }, 421);
  const site = headers['sec-fetch-site'] ?? 'none';
  if (headers.origin !== undefined || !['none', 'same-origin'].includes(site)) {
    return c.json({ error: 'not for web pages' }, 403);
  }
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (method !== 'GET' && method !== 'HEAD' && type !== 'application/json') {
    return c.json({ error: 'Content-Type must be application/json' }, 415);
  }
  return null;
}

function withWorld(
  c: Context<Env>,
  site: ControlSite,
  use: (world: SimulatedWorld) => Response,
): Response {
  const name = c.req.param('p') ?? '';
  const world = name === 'default' ? site.defaultWorld() : site.registry.ofProject(name);
  return world === null ? c.json({ error: 'no such world' }, 404) : use(world);
}

function withBody<S extends z.ZodType>(
  c: Context<Env>,
  schema: S,
  use: (body: z.output<S>) => Response,
): Response {
  let json: unknown;
  try {
    json = JSON.parse(c.env.exchange.body.toString('utf8'));
  } catch {
    return c.json({ error: 'the body is not JSON' }, 400);
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? use(parsed.data) : c.json({ error: z.prettifyError(parsed.error) }, 400);
}

function jobLines(world: SimulatedWorld) {
  const now = world.now();
  return world
    .jobs()
    .all()
    .map((record) => ({
      jobId: record.jobId,
      assetId: record.assetId,
      name: record.name,
      type: record.type,
      state: factsAt(record, now).state,
      createdAt: new Date(record.createdAt).toISOString(),
    }));
}
