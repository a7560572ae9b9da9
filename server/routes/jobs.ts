import { Hono } from 'hono';
import { z } from 'zod';
import { jobTypes, type Stale } from '../../contract/job.ts';
import type { App, AppContext, AppEnv } from '../http/env.ts';
import { Renderer, renderedReply } from '../http/rendered.ts';
import { valid } from '../http/valid.ts';
import type { Counts, JobCounter } from '../jobs/counts.ts';
import type { JobDetails } from '../jobs/details.ts';
import type { JobLists, ListPage } from '../jobs/list.ts';
import type { JobMediaReader } from '../jobs/media.ts';
import { isoTime } from '../lib/clock.ts';
import { jobParams } from './job-params.ts';
import { parseCountsQuery, parseJobQuery } from './job-query.ts';

export type JobRouteDependencies = {
  lists: JobLists;
  counter: JobCounter;
  details: JobDetails;
  media: JobMediaReader;
  /** The server's time for `serverNow` fields. */
  now: () => string;
};

/** An empty `?type=` counts as absent. */
const typeQuery = z.strictObject({
  type: z
    .union(
      [z.enum(jobTypes), z.literal('').transform(() => null)],
      `must be ${jobTypes.join(' or ')}.`,
    )
    .default(null),
});
const typeHint = valid('query', typeQuery);

/** Every check is a request to the object store: it is made on demand only. */
const mediaQuery = valid(
  'query',
  typeQuery.extend({
    check: z
      .literal('true', 'must be true.')
      .optional()
      .transform((value) => value !== undefined),
  }),
);

/** Routes of the list, single jobs and their media. */
export function jobRoutes(dependencies: JobRouteDependencies): App {
  const { lists, counter, details, media, now } = dependencies;
  const app: App = new Hono<AppEnv>();
  const pages = new Renderer(listBody, true);
  const counts = new Renderer((value: Counts) => ({ counts: value }), false);
  const jobs = new Renderer((job: object, stale) => ({ ...job, stale }), true);

  app.get('/', async (c) => {
    const query = parseJobQuery(queryOf(c));
    const page = lists.peek(query) ?? (await lists.read(query));
    return renderedReply(c, pages.render(page), now());
  });

  app.get('/counts', async (c) => {
    const counted = await counter.count(parseCountsQuery(queryOf(c)));
    return renderedReply(c, counts.render(counted), now());
  });

  app.get('/:jobId', jobParams, typeHint, async (c) => {
    const job = await details.read(c.req.valid('param').jobId, c.req.valid('query').type);
    return renderedReply(c, jobs.render(job), now());
  });

  app.get('/:jobId/raw', jobParams, typeHint, async (c) =>
    c.json(await details.raw(c.req.valid('param').jobId, c.req.valid('query').type)),
  );

  app.get('/:jobId/media', jobParams, mediaQuery, async (c) =>
    c.json(await media.read(c.req.valid('param').jobId, c.req.valid('query'), now)),
  );

  return app;
}

function listBody({ total, jobs, range, unreadable }: ListPage, stale: Stale | null): object {
  const until = range.until === null ? null : isoTime(range.until);
  const coverage = { unreadable };
  return { total, jobs, range: { since: isoTime(range.since), until }, coverage, stale };
}

/** The text of the query without its `?`: parsed queries are cached by their text. */
function queryOf(c: AppContext): string {
  const { url } = c.req;
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}
