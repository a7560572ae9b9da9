import { Hono } from 'hono';
import { z } from 'zod';
import { maxReasonLength, type OpenCancellations } from '../../contract/cancel.ts';
import { jobTypes } from '../../contract/job.ts';
import type { Cancels } from '../cancel/cancels.ts';
import { clientAddress } from '../http/client-address.ts';
import type { App, AppEnv } from '../http/env.ts';
import type { Site } from '../http/site.ts';
import { valid } from '../http/valid.ts';
import { ProblemError } from '../lib/problem-error.ts';
import { singleLine } from '../lib/text.ts';
import { jobParams } from './job-params.ts';

export type CancelRouteDependencies = {
  cancels: Cancels;
  site: Site;
  /** True during a shutdown: new cancels are refused. */
  draining: () => boolean;
};

const cancelBody = valid(
  'json',
  z.strictObject({
    reason: z
      .string()
      .max(maxReasonLength)
      .default('')
      .transform((text) => singleLine(text, maxReasonLength).trim()),
    type: z.enum(jobTypes).nullable().default(null),
    again: z.boolean().default(false),
  }),
);

/** Routes that cancel a job and list its cancels. */
export function cancelRoutes({ cancels, site, draining }: CancelRouteDependencies): App {
  const app: App = new Hono<AppEnv>();

  app.post('/:jobId/cancel', jobParams, cancelBody, async (c) => {
    if (draining()) throw new ProblemError('draining');
    const { reason, type, again } = c.req.valid('json');
    // The signal of the request is not passed on: closing the tab does not stop the cancel.
    const reply = await cancels.cancel({
      jobId: c.req.valid('param').jobId,
      hint: type,
      reason: reason === '' ? null : reason,
      again,
      user: c.get('user'),
      requestId: c.get('requestId'),
      address: clientAddress(c, site),
    });
    return c.json(reply, reply.outcome === 'unconfirmed' ? 202 : 200);
  });

  app.get('/:jobId/cancellations', jobParams, async (c) =>
    c.json({ cancellations: await cancels.of(c.req.valid('param').jobId, c.get('user')) }),
  );

  return app;
}

/** The route that lists the cancels of all jobs that are not settled. */
export function openCancelRoutes({ cancels }: Pick<CancelRouteDependencies, 'cancels'>): App {
  const app: App = new Hono<AppEnv>();
  app.get('/', async (c) => {
    const reply: OpenCancellations = { open: await cancels.open(c.get('user')) };
    return c.json(reply);
  });
  return app;
}
