import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { LogFields, Logger } from '../lib/logger.ts';
import { isRead } from './boundary.ts';
import type { AppContext, AppEnv } from './env.ts';

/**
 * Logs every change, refusal and failure; successful reads only at level debug, because a polling page makes one every two
 * seconds. Paths are logged as route patterns: a URL may contain what a person searched for.
 */
export function accessLog(logger: Logger) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const started = performance.now();
    await next();
    const { status } = c.res;
    const isPlainRead = isRead(c);
    if (isPlainRead && status < 400) {
      if (logger.debugging) logger.debug(fields(c, started), 'Answered');
    } else if (status < 500) {
      logger.info(fields(c, started), status < 400 ? 'Answered' : 'Refused');
    } else {
      logger.warn(fields(c, started), 'Failed');
    }
  });
}

function fields(c: AppContext, started: number): LogFields {
  return {
    event: 'request',
    requestId: c.get('requestId'),
    method: c.req.method,
    route: routePath(c),
    status: c.res.status,
    code: c.get('problem') ?? null,
    ms: Math.round(10 * (performance.now() - started)) / 10,
  };
}
