import { Hono } from 'hono';
import type { User } from '../auth/roles.ts';
import { acceptedEncoding } from '../http/encoding.ts';
import type { App, AppContext, AppEnv } from '../http/env.ts';
import { pageHeaders } from '../http/headers.ts';
import { identify } from '../http/identify.ts';
import { onlyKnownMethods } from '../http/method-not-allowed.ts';
import { compressedReply, matchesEtag } from '../http/rendered.ts';
import type { BuiltPage, StaticFile } from '../http/static.ts';
import { ProblemError } from '../lib/problem-error.ts';
import type { VisibleJobs } from '../mirror/mirrors.ts';
import type { FirstPages } from './first-pages.ts';
import type { JobRouteDependencies } from './jobs.ts';
import { queryOf } from './query-text.ts';
import { describeSession, type SessionRouteDependencies, signInInfo } from './session.ts';

/** Paths of the page. A path with a dot is a file: answering a missing script with the page would hide the error. */
const pagePath = /^\/(index\.html|(?!assets(\/|$))[\w-]+(\/[\w-]+)*\/?)?$/;

export type PageRouteDependencies = SessionRouteDependencies &
  Pick<JobRouteDependencies, 'jobsOf'> & {
    page: BuiltPage;
    pages: FirstPages;
    /** Further sources of pictures and videos by now, as sources of a content security policy. */
    mediaSources: () => readonly string[];
  };

/** Routes of the built page: its files, and its HTML at every path that the page's router may know. */
export function pageRoutes(dependencies: PageRouteDependencies): App {
  const { page, pages, mediaSources, jobsOf } = dependencies;
  const app: App = new Hono<AppEnv>();
  app.use(onlyKnownMethods(app));
  app.get('*', async (c, next) => {
    const file = page.files.get(c.req.path);
    if (file) return fileReply(c, file);
    if (!pagePath.test(c.req.path)) return notFound(c);
    return await next();
  });
  app.get(
    '*',
    async (c, next) => {
      const { visit, problem } = await identify(c, dependencies);
      const search = queryOf(c);
      const request = {
        path: c.req.path,
        search: search && `?${search}`,
        cookies: c.req.header('cookie') ?? '',
        acceptLanguage: c.req.header('accept-language') ?? '',
      };
      const session = visit && describeSession(dependencies, visit.user);
      const jobs = visit && jobsOrNull(jobsOf, visit.user);
      const reader = { session, signIn: signInInfo(dependencies, problem), jobs };
      c.set('page', await pages.page(request, reader));
      await next();
    },
    pageHeaders(mediaSources, page.document.inline),
    (c) => compressedReply(c, c.get('page').body),
  );
  return app;
}

/** Null when they cannot be asked for: the page asks again, and shows why. */
function jobsOrNull(jobsOf: JobRouteDependencies['jobsOf'], user: User): VisibleJobs | null {
  try {
    return jobsOf(user);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function fileReply(c: AppContext, file: StaticFile): Response {
  c.header('vary', 'Accept-Encoding');
  c.header('etag', file.etag);
  // Names in assets/ contain a hash of the content.
  const isHashed = c.req.path.startsWith('/assets/');
  c.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (matchesEtag(c.req.header('if-none-match'), file.etag)) return c.body(null, 304);
  c.header('content-type', file.type);
  const encoding = acceptedEncoding(c, [...file.encoded.keys()]);
  if (encoding) c.header('content-encoding', encoding);
  return c.body((encoding && file.encoded.get(encoding)) ?? file.bytes);
}

function notFound(c: AppContext): Response {
  c.header('cache-control', 'no-store');
  return c.text('Not found\n', 404);
}
