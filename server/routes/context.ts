import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import type { User } from '../auth/roles.ts';
import { invalid, problem } from '../http/problems.ts';
import { problemReply } from '../http/reply.ts';

/** What the door hands to every route. */
export type AppEnv = { Variables: { requestId: string; user: User; sessionId: string | null } };
export type AppContext = Context<AppEnv>;
export type App = Hono<AppEnv>;

/** Nothing that a browser has to say is longer. */
const maxBodyBytes = 16 * 1024;

/** The query of a request as it came, without its `?`. */
export function queryOf(c: AppContext): string {
  const { url } = c.req;
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}

/** Time for `serverNow` fields; here so that routes share one spelling. */
export type Now = () => string;

/**
 * Reads a JSON body by `schema`.
 *
 * @throws ProblemError `too_large`, or `invalid_request` naming the first field that is wrong
 */
export async function readBody<S extends z.ZodType>(
  c: AppContext,
  schema: S,
): Promise<z.output<S>> {
  const text = await readText(c.req.raw);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalid('body', 'must be JSON.');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = String(issue?.path[0] ?? unknownKey ?? 'body').slice(0, 40);
  throw invalid(field.replace(/[^\w.-]/g, '?'), 'is not what this call takes.');
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw problem('too_large');
  if (!request.body) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts, size).toString('utf8');
    size += value.byteLength;
    if (size > maxBodyBytes) throw problem('too_large');
    parts.push(value);
  }
}

/** Answers other methods at a known address with 405, naming those that there are. Registered after them. */
export function onlyMethods(app: App, path: string): void {
  const there = app.routes.filter((route) => route.path === path && route.method !== 'ALL');
  const allow = there.map(({ method }) => (method === 'GET' ? 'GET, HEAD' : method)).join(', ');
  app.all(path, (c) => problemReply(problem('method_not_allowed'), c.get('requestId'), { allow }));
}
