import { Hono } from 'hono';
import { z } from 'zod';
import { jobTypes } from '../../contract/job.ts';
import type { App, AppEnv } from '../http/env.ts';
import { Renderer, renderedReply } from '../http/rendered.ts';
import { valid } from '../http/valid.ts';
import type { JobDetails } from '../jobs/details.ts';
import type { JobMediaReader } from '../jobs/media.ts';
import type { JobLists } from '../mirror/job-lists.ts';
import { jobParams } from './job-params.ts';
import { parseJobQuery } from './job-query.ts';
import { queryOf } from './query-text.ts';

export type JobRouteDependencies = {
  lists: JobLists;
  details: JobDetails;
  media: JobMediaReader;
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
  const { lists, details, media } = dependencies;
  const app: App = new Hono<AppEnv>();
  const rendered = new Renderer((value: object, stale) => ({ ...value, stale }));

  app.get('/', async (c) => {
    // Node-server makes the signal only when it is asked for.
    const list = await lists.answer(parseJobQuery(queryOf(c)), () => c.req.raw.signal);
    return renderedReply(c, rendered.render(list));
  });

  app.get('/:jobId', jobParams, typeHint, async (c) => {
    const { jobId } = c.req.valid('param');
    const job = await details.read(jobId, c.req.valid('query').type, c.req.raw.signal);
    return renderedReply(c, rendered.render(job));
  });

  app.get('/:jobId/raw', jobParams, typeHint, async (c) =>
    c.json(await details.raw(c.req.valid('param').jobId, c.req.valid('query').type)),
  );

  app.get('/:jobId/media', jobParams, mediaQuery, async (c) =>
    c.json(await media.read(c.req.valid('param').jobId, c.req.valid('query'))),
  );

  return app;
}
