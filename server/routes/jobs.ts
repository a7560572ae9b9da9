import { z } from 'zod';
import { maxReasonLength } from '../../contract/cancel.ts';
import type { Cancels } from '../cancel/cancels.ts';
import { problem } from '../http/problems.ts';
import { jsonReply, type Rendered, renderedReply } from '../http/reply.ts';
import type { JobCounter } from '../jobs/counts.ts';
import type { JobDetails } from '../jobs/details.ts';
import type { JobLists } from '../jobs/list.ts';
import type { JobMediaReader } from '../jobs/media.ts';
import { clean } from '../metastudio/normalise.ts';
import { type App, type AppContext, type Now, onlyMethods, queryOf, readBody } from './context.ts';
import { parseCountsQuery, parseJobId, parseJobQuery, parseTypeHint } from './job-query.ts';

export type JobRouteOptions = {
  lists: JobLists;
  counter: JobCounter;
  details: JobDetails;
  media: JobMediaReader;
  cancels: Cancels;
  now: Now;
  draining: () => boolean;
};

const CancelBody = z.strictObject({
  reason: z.string().max(maxReasonLength).optional(),
  type: z.enum(['2d', 'photo']).optional(),
});

/** Everything about jobs. */
export function addJobRoutes(app: App, options: JobRouteOptions): void {
  const { lists, counter, details, media, cancels, now } = options;
  const reply = (c: AppContext, rendered: Rendered) =>
    renderedReply(rendered, c.req.header('if-none-match'), now(), c.get('requestId'));

  app.get('/api/jobs', async (c) => {
    const query = parseJobQuery(queryOf(c));
    return reply(c, lists.ready(query) ?? (await lists.answer(query)));
  });
  onlyMethods(app, '/api/jobs');

  app.get('/api/jobs/counts', async (c) =>
    reply(c, await counter.answer(parseCountsQuery(queryOf(c)))),
  );
  onlyMethods(app, '/api/jobs/counts');

  app.get('/api/jobs/:jobId', async (c) => {
    const jobId = parseJobId(c.req.param('jobId'));
    return reply(c, await details.answer(jobId, parseTypeHint(queryOf(c))));
  });
  onlyMethods(app, '/api/jobs/:jobId');

  app.get('/api/jobs/:jobId/media', async (c) => {
    const jobId = parseJobId(c.req.param('jobId'));
    const links = await media.read(jobId, parseTypeHint(queryOf(c)), now);
    return jsonReply(links, c.get('requestId'));
  });
  onlyMethods(app, '/api/jobs/:jobId/media');

  app.post('/api/jobs/:jobId/cancel', async (c) => {
    const jobId = parseJobId(c.req.param('jobId'));
    const body = await readBody(c, CancelBody);
    if (options.draining()) throw problem('draining');
    const reason = clean(body.reason ?? '', maxReasonLength).trim();
    // Not awaited with the request's own signal: whoever closes the tab has asked for the cancel all the same.
    const answer = await cancels.cancel({
      jobId,
      hint: body.type ?? null,
      reason: reason === '' ? null : reason,
      user: c.get('user'),
      requestId: c.get('requestId'),
    });
    const status = answer.outcome === 'unconfirmed' ? 202 : 200;
    return jsonReply(answer, c.get('requestId'), status);
  });
  onlyMethods(app, '/api/jobs/:jobId/cancel');

  app.get('/api/jobs/:jobId/cancellations', (c) => {
    const jobId = parseJobId(c.req.param('jobId'));
    return jsonReply({ cancellations: cancels.of(jobId) }, c.get('requestId'));
  });
  onlyMethods(app, '/api/jobs/:jobId/cancellations');
}
