import type { Hono } from 'hono';
import { z } from 'zod';
import { strike } from '../http/apply-fault.ts';
import { type Env, noteIn } from '../http/exchange.ts';
import type { Site } from '../metastudio/routes.ts';
import type { SimulatedWorld } from '../world/world.ts';

/** Body of `POST /v3/auth/tokens` (metastudio-api 6.1). */
const Credentials = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.tuple([z.literal('password')]),
      password: z.object({
        user: z.object({
          name: z.string(),
          password: z.string(),
          domain: z.object({ name: z.string() }),
        }),
      }),
    }),
    scope: z.object({
      project: z.union([z.object({ id: z.string() }), z.object({ name: z.string() })]),
    }),
  }),
});
type User = z.output<typeof Credentials>['auth']['identity']['password']['user'];

const tokenLifeMs = 24 * 3_600_000;
const lockMinutes = 15;
/** The only region of the simulated cloud. */
export const region = 'cn-north-4';

/** Adds IAM's password sign-in. */
export function addIam(app: Hono<Env>, site: Site): void {
  app.post('/v3/auth/tokens', async (c) => {
    const { exchange } = c.env;
    exchange.entry.operation = 'iam';
    const parsed = Credentials.safeParse(parse(exchange.body));
    if (!parsed.success) return iamError(400, 'The request body is invalid.');
    const { identity, scope } = parsed.data.auth;
    const user = identity.password.user;
    const world = site.registry.ofUser(user.name, user.domain.name);
    if (world === null) return wrong();
    noteIn(world, exchange);
    const { project } = scope;
    const fits = 'id' in project ? project.id === world.projectId : project.name === region;
    const run = () => (fits ? signIn(world, user, site) : iamError(404, 'Project not found.'));
    const fault = world.takeFault({ operation: 'iam', jobId: null, name: null });
    return fault === null ? run() : strike(fault, { exchange, world, jobId: null, run });
  });
}

function signIn(world: SimulatedWorld, user: User, { registry, now }: Site): Response {
  const who = `${user.domain.name}/${user.name}`;
  if (registry.isLocked(who, now())) return iamError(401, 'The account is locked.');
  if (user.password !== world.iam.password) {
    registry.fail(who, now(), lockMinutes);
    return wrong();
  }
  registry.succeed(who);
  const issuedAt = world.now();
  const token = registry.issueToken(world, issuedAt + tokenLifeMs);
  const domain = { id: `${world.projectId.slice(0, 31)}d`, name: user.domain.name };
  const body = {
    token: {
      expires_at: micro(issuedAt + tokenLifeMs),
      issued_at: micro(issuedAt),
      methods: ['password'],
      project: { id: world.projectId, name: region, domain },
      user: { id: `${world.projectId.slice(0, 31)}u`, name: user.name, domain },
    },
  };
  return Response.json(body, { status: 201, headers: { 'x-subject-token': token } });
}

function micro(at: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}000Z`;
}

function wrong(): Response {
  return iamError(401, 'The username or password is wrong.');
}

function iamError(code: number, message: string): Response {
  const titles: Record<number, string> = { 400: 'Bad Request', 401: 'Unauthorized' };
  const error = { code, message, title: titles[code] ?? 'Not Found' };
  return Response.json({ error }, { status: code });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
