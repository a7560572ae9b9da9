import { Hono } from 'hono';
import { z } from 'zod';
import { maxPersonIdLength } from '../../contract/people.ts';
import { clientAddress } from '../http/client-address.ts';
import type { App, AppContext, AppEnv } from '../http/env.ts';
import type { Site } from '../http/site.ts';
import { valid } from '../http/valid.ts';
import type { People, PeopleOrder } from '../people/people.ts';

export type PeopleRouteDependencies = { people: People; site: Site };

const endBody = valid('json', z.strictObject({ id: z.string().min(1).max(maxPersonIdLength) }));

/** Routes for administrators: who has been here, and the end of someone's sessions. */
export function peopleRoutes({ people, site }: PeopleRouteDependencies): App {
  const app: App = new Hono<AppEnv>();
  const orderOf = (c: AppContext): PeopleOrder => ({
    user: c.get('user'),
    requestId: c.get('requestId'),
    address: clientAddress(c, site),
  });

  app.get('/', async (c) => c.json(await people.list(orderOf(c))));

  app.post('/end-sessions', endBody, async (c) => {
    await people.endSessions(c.req.valid('json').id, orderOf(c));
    return c.body(null, 204);
  });

  return app;
}
