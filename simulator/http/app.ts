import { Hono } from 'hono';
import { iamRoutes } from '../auth/iam.ts';
import { type ControlDeps, controlRoutes } from '../control.ts';
import { metaStudioRoutes } from '../metastudio/routes.ts';
import { bucket } from '../obs/links.ts';
import { obsRoutes } from '../obs/routes.ts';
import { deliver } from './deliver.ts';
import { ApiError, errorReply } from './errors.ts';
import { type Deps, type Env, readExchange, recordUnclaimed } from './exchange.ts';
import { cloudRequestId } from './request-id.ts';

/** MetaStudio, IAM, the object store and the control API as one Hono app. */
export function simulatorApp(deps: Deps & ControlDeps): Hono<Env> {
  const app = new Hono<Env>()
    .use(cloudRequestId)
    .use(readExchange(deps))
    .use(deliver)
    .use(recordUnclaimed(deps.defaultWorld))
    .route('/', metaStudioRoutes(deps))
    .route('/v3/auth/tokens', iamRoutes(deps))
    .route(`/${bucket}`, obsRoutes(deps))
    .route('/control', controlRoutes(deps));
  app.notFound((c) => {
    const message = 'The API does not exist or has not been published';
    return errorReply(new ApiError(404, 'APIGW.0101', message), c.var.requestId);
  });
  app.onError((error, c) => {
    if (error instanceof ApiError) return errorReply(error, c.var.requestId);
    // A lost client or a bug of the simulator: the client sees a broken connection either way.
    return c.env.connection.reset();
  });
  return app;
}
