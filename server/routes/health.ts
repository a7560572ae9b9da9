import { Hono } from 'hono';
import type { App, AppEnv } from '../http/env.ts';
import { noStore } from '../http/headers.ts';

export type HealthDependencies = {
  draining: () => boolean;
  /** Why what people do cannot be recorded; null when it can. */
  recordsTrouble: () => string | null;
  /** True when other processes have the same database, and the same trouble. */
  recordsShared: boolean;
};

/** Routes for whatever looks after the process: whether it is alive, and whether it should get requests. */
export function healthRoutes(dependencies: HealthDependencies): App {
  const { draining, recordsTrouble, recordsShared } = dependencies;
  const app: App = new Hono<AppEnv>();
  app.get('/livez', noStore, (c) => c.text('ok'));
  app.get('/readyz', noStore, (c) => {
    if (draining()) return c.text('draining', 503);
    const trouble = recordsTrouble();
    if (trouble === null) return c.text('ok');
    // The list needs no database. One that all replicas share would take all of them out of service at once, and the list
    // with them (docs/decisions/0023-records-in-sql.md).
    return c.text(`cancels are off; database: ${trouble}`, recordsShared ? 200 : 503);
  });
  return app;
}
