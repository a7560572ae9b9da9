import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestId } from 'hono/request-id';
import type { Logger } from '../lib/logger.ts';
import { ProblemError } from '../lib/problem-error.ts';
import { type CancelRouteDependencies, cancelRoutes, openCancelRoutes } from '../routes/cancels.ts';
import { type HealthDependencies, healthRoutes } from '../routes/health.ts';
import { type JobRouteDependencies, jobRoutes } from '../routes/jobs.ts';
import { type PageRouteDependencies, pageRoutes } from '../routes/page.ts';
import { type PeopleRouteDependencies, peopleRoutes } from '../routes/people.ts';
import { type SessionRouteDependencies, sessionRoutes, signInRoutes } from '../routes/session.ts';
import { type SingleSignOnDependencies, singleSignOnRoutes } from '../routes/single-sign-on.ts';
import { type StreamRouteDependencies, streamRoutes } from '../routes/stream.ts';
import { accessLog } from './access-log.ts';
import { boundary, isRead } from './boundary.ts';
import type { App, AppContext, AppEnv } from './env.ts';
import { answerErrors } from './errors.ts';
import { apiHeaders, commonHeaders } from './headers.ts';
import { maxBodyBytes } from './limits.ts';
import { onlyKnownMethods } from './method-not-allowed.ts';
import { problemReply } from './problem-reply.ts';
import { session } from './session.ts';

export type AppDependencies = JobRouteDependencies &
  CancelRouteDependencies &
  SessionRouteDependencies &
  StreamRouteDependencies &
  PeopleRouteDependencies &
  HealthDependencies &
  Pick<PageRouteDependencies, 'mediaSources'> & {
    logger: Logger;
    /** Null with other ways to sign in. */
    singleSignOn: SingleSignOnDependencies['singleSignOn'] | null;
    /** Null when something else serves the page, as in development. */
    page: Pick<PageRouteDependencies, 'page' | 'pages'> | null;
  };

/** Creates the HTTP interface of the proxy. */
export function createApp(dependencies: AppDependencies): App {
  const { site, logger, page, singleSignOn } = dependencies;
  const app: App = new Hono<AppEnv>();
  app.onError(answerErrors(logger));
  app.notFound(notFound);
  app.use(
    // Without a name no id from the client is used; `commonHeaders` sends it.
    requestId({ headerName: '' }),
    accessLog(logger),
    commonHeaders(site.https),
    boundary(site, logger),
  );
  app.route('/', healthRoutes(dependencies));
  app.route('/api', apiRoutes(dependencies));
  app.all('/api/*', notFound);
  if (singleSignOn) app.route('/auth', authRoutes({ ...dependencies, singleSignOn }));
  if (page) app.route('/', pageRoutes({ ...dependencies, ...page }));
  return app;
}

function apiRoutes(dependencies: AppDependencies): App {
  const api: App = new Hono<AppEnv>();
  api.use(apiHeaders(), session(dependencies), limitBody);
  api.route('/session', sessionRoutes(dependencies));
  api.route('/sign-in', signInRoutes(dependencies));
  api.route('/jobs', jobRoutes(dependencies));
  api.route('/jobs', cancelRoutes(dependencies));
  api.route('/cancellations', openCancelRoutes(dependencies));
  api.route('/stream', streamRoutes(dependencies));
  api.route('/people', peopleRoutes(dependencies));
  // Last: only requests that no route has answered come here.
  api.use(onlyKnownMethods(api));
  return api;
}

function authRoutes(dependencies: SingleSignOnDependencies): App {
  const auth: App = new Hono<AppEnv>();
  auth.use(apiHeaders());
  auth.route('/', singleSignOnRoutes(dependencies));
  auth.use(onlyKnownMethods(auth));
  auth.all('*', notFound);
  return auth;
}

const bodyOfChange = bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge });

/** Asking node-server for the body of a read doubles the CPU of its reply. */
const limitBody: MiddlewareHandler<AppEnv> = (c, next) =>
  isRead(c) ? next() : bodyOfChange(c, next);

function notFound(c: AppContext): Response {
  return problemReply(c, new ProblemError('not_found'));
}

function tooLarge(): never {
  throw new ProblemError('too_large');
}
