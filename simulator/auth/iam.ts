import { Hono } from 'hono';
import { z } from 'zod';
import { applyFault } from '../http/apply-fault.ts';
import { type Deps, type Env, recordIn } from '../http/exchange.ts';
import type { SimulatedWorld } from '../world/world.ts';

/** Body of `POST /v3/auth/tokens` (docs/metastudio.md#iam-token). */
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
type Auth = z.output<typeof Credentials>['auth'];
type User = Auth['identity']['password']['user'];
type Project = Auth['scope']['project'];

const tokenLifeMs = 24 * 3_600_000;
const lockMinutes = 15;
/** The only region of the simulated cloud. */
export const region = 'cn-north-4';

/** IAM's sign-in with a password. */
export function iamRoutes(deps: Deps): Hono<Env> {
  return new Hono<Env>().post('/', async (c) => {
    const { exchange } = c.var;
    exchange.entry.operation = 'iam';
    const credentials = Credentials.safeParse(jsonOrNull(exchange.body));
    if (!credentials.success) return iamError(400, 'The request body is invalid.');
    const { identity, scope } = credentials.data.auth;
    const { user } = identity.password;
    const world = deps.registry.ofUser(user.name, user.domain.name);
    if (world === null) return wrongPassword();
    recordIn(world, exchange);
    const answer = () =>
      isProjectOf(world, scope.project)
        ? signIn(world, user, deps)
        : iamError(404, 'Project not found.');
    const fault = world.takeFault({ operation: 'iam', jobId: null, name: null });
    return fault === null
      ? answer()
      : applyFault(fault, { exchange, world, jobId: null, page: null, answer });
  });
}

function isProjectOf(world: SimulatedWorld, project: Project): boolean {
  return 'id' in project ? project.id === world.projectId : project.name === region;
}

function signIn(world: SimulatedWorld, user: User, { registry, now }: Deps): Response {
  const account = `${user.domain.name}/${user.name}`;
  if (registry.isLocked(account, now())) return iamError(401, 'The account is locked.');
  if (user.password !== world.iam.password) {
    registry.fail(account, now(), lockMinutes);
    return wrongPassword();
  }
  registry.succeed(account);
  const issuedAt = world.now();
  const token = registry.issueToken(world, issuedAt + tokenLifeMs);
  const domain = { id: `${world.projectId.slice(0, 31)}d`, name: user.domain.name };
  const body = {
    token: {
      expires_at: isoMicroseconds(issuedAt + tokenLifeMs),
      issued_at: isoMicroseconds(issuedAt),
      methods: ['password'],
      project: { id: world.projectId, name: region, domain },
      user: { id: `${world.projectId.slice(0, 31)}u`, name: user.name, domain },
    },
  };
  return Response.json(body, { status: 201, headers: { 'x-subject-token': token } });
}

function isoMicroseconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 23)}000Z`;
}

function wrongPassword(): Response {
  return iamError(401, 'The username or password is wrong.');
}

function iamError(code: number, message: string): Response {
  const titles: Record<number, string> = { 400: 'Bad Request', 401: 'Unauthorized' };
  const error = { code, message, title: titles[code] ?? 'Not Found' };
  return Response.json({ error }, { status: code });
}

function jsonOrNull(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
