import { Hono } from 'hono';
import { z } from 'zod';
import { jobTypes } from '../../contract/job.ts';
import type { User } from '../auth/roles.ts';
import type { App, AppEnv } from '../http/env.ts';
import { Renderer, renderedReply } from '../http/rendered.ts';
import { valid } from '../http/valid.ts';
import type { VisibleJobs } from '../mirror/mirrors.ts';
import { jobParams } from './job-params.ts';
import { parseJobQuery } from './job-query.ts';
import { queryOf } from './query-text.ts';

export type JobRouteDependencies = {
  /** The jobs that a person sees. @throws ProblemError when they cannot be asked for */
  jobsOf: (user: User) => VisibleJobs;
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
export function jobRoutes({ jobsOf }: JobRouteDependencies): App {
  const app: App = new Hono<AppEnv>();
  const rendered = new Renderer((value: object, stale) => ({ ...value, stale }));

  app.get('/', async (c) => {
    const { lists } = jobsOf(c.get('user'));
    // Node-server makes the signal only when it is asked for.
    const list = await lists.answer(parseJobQuery(queryOf(c)), () => c.req.raw.signal);
    return renderedReply(c, rendered.render(list));
  });

  app.get('/:jobId', jobParams, typeHint, async (c) => {
    const { jobId } = c.req.valid('param');
    const { details } = jobsOf(c.get('user'));
    const job = await details.read(jobId, c.req.valid('query').type, c.req.raw.signal);
    return renderedReply(c, rendered.render(job));
  });

  app.get('/:jobId/raw', jobParams, typeHint, async (c) => {
    const { details } = jobsOf(c.get('user'));
    return c.json(await details.raw(c.req.valid('param').jobId, c.req.valid('query').type));
  });

  app.get('/:jobId/media', jobParams, mediaQuery, async (c) => {
    const { media } = jobsOf(c.get('user'));
    return c.json(await media.read(c.req.valid('param').jobId, c.req.valid('query')));
  });

  return app;
}
