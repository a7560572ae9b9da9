import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import { errorFields, type Logger } from '../lib/logger.ts';
import { UpstreamFault } from '../metastudio/errors.ts';
import { type App, type AppContext, type AppEnv, onlyMethods } from '../routes/context.ts';
import { addJobRoutes, type JobRouteOptions } from '../routes/jobs.ts';
import { addSessionRoutes, type SessionRouteOptions, sessionIdOf } from '../routes/session.ts';
import { refuse } from './boundary.ts';
import { problem, problemOf } from './problems.ts';
import { everyHeader, problemReply } from './reply.ts';
import type { StaticFiles } from './static.ts';

export type AppOptions = JobRouteOptions &
  SessionRouteOptions & {
    logger: Logger;
    /** The built page; null where something else serves it, as in development. */
    files: StaticFiles | null;
  };

/** Wires the proxy together; all it needs comes in, so that a test can bring its own. */
export function createApp(options: AppOptions): App {
  const app: App = new Hono<AppEnv>();
  app.use((c, next) => enter(c, next, options));
  app.onError((error, c) => answerError(error, c, options.logger));
  app.notFound((c) => problemReply(problem('not_found'), c.get('requestId')));

  app.get('/livez', () => plain('ok', 200));
  app.get('/readyz', () => (options.draining() ? plain('draining', 503) : plain('ok', 200)));
  addSessionRoutes(app, options);
  addJobRoutes(app, options);
  app.all('/api', (c) => problemReply(problem('not_found'), c.get('requestId')));
  app.all('/api/*', (c) => problemReply(problem('not_found'), c.get('requestId')));
  const { files } = options;
  if (files) {
    app.get('*', (c) => files.answer(c.req.path, c.req.raw.headers, c.get('requestId')));
    onlyMethods(app, '/*');
  }
  return app;
}

/** The one call of the API that people make before they are signed in. */
const publicApi = '/api/session';

/** The door: every request passes here first, so that no route can forget who may come in. */
async function enter(
  c: AppContext,
  next: () => Promise<void>,
  options: AppOptions,
): Promise<Response | undefined> {
  const requestId = randomUUID();
  c.set('requestId', requestId);
  const started = performance.now();
  const { method, url, path } = c.req;
  const refusal = refuse({ method, url, path, header: (name) => c.req.header(name) }, options.site);
  if (refusal) {
    const { code } = refusal;
    options.logger.warn({ event: 'refused', requestId, method, code }, 'Refused at the door');
    return problemReply(refusal, requestId);
  }
  const sessionId = sessionIdOf(c.req.header('cookie'), options.site);
  c.set('sessionId', sessionId);
  if (path.startsWith('/api/') && path !== publicApi) {
    const user = options.signIn.user(sessionId);
    if (!user) return problemReply(problem('unauthenticated'), requestId);
    c.set('user', user);
  }
  await next();
  log(c, options.logger, started);
  return undefined;
}

function log(c: AppContext, logger: Logger, started: number): void {
  const { status } = c.res;
  const reading = c.req.method === 'GET' || c.req.method === 'HEAD';
  const quiet = reading && status < 500;
  if (quiet && !logger.debugging) return;
  const fields = {
    event: 'request',
    requestId: c.get('requestId'),
    method: c.req.method,
    // The first match is the door itself, the second the route that answered; what follows are the catch-alls.
    route: matchedRoutes(c)[1]?.path ?? null,
    status,
    ms: Math.round(performance.now() - started),
  };
  if (quiet) logger.debug(fields, 'Answered');
  else if (status < 500) logger.info(fields, 'Answered');
  else logger.warn(fields, 'Answered');
}

function answerError(error: Error, c: AppContext, logger: Logger): Response {
  const known = problemOf(error);
  const requestId = c.get('requestId');
  if (known.code === 'internal') {
    logger.error({ event: 'unexpected', requestId, ...errorFields(error) }, 'Unexpected error');
  } else if (error instanceof UpstreamFault) {
    const { upstream } = known;
    logger.warn(
      {
        event: 'upstream_fault',
        requestId,
        code: known.code,
        upstreamStatus: upstream?.status ?? null,
        upstreamCode: upstream?.code ?? null,
        upstreamRequestId: upstream?.requestId ?? null,
      },
      'MetaStudio failed',
    );
  }
  return problemReply(known, requestId);
}

function plain(text: string, status: number): Response {
  const headers = { ...everyHeader, 'content-type': 'text/plain', 'cache-control': 'no-store' };
  return new Response(text, { status, headers });
}
