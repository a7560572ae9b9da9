import { isIP } from 'node:net';
import { isLoopback } from '../lib/loopback.ts';
import type { Env, ReportError } from './secrets.ts';
import { integer } from './values.ts';

/** Where metrics are served. */
export type MetricsSettings = { host: string; port: number };

/** Reads METRICS_PORT and METRICS_HOST; null without them. @param place where people are served */
export function readMetrics(
  env: Env,
  place: { host: string; port: number },
  reportError: ReportError,
): MetricsSettings | null {
  const metricsPort = integer(env, 'METRICS_PORT', 1, 65_535, reportError);
  const own = isLoopback(place.host) ? place.host : '127.0.0.1';
  const metricsHost = env.METRICS_HOST || own;
  if (isIP(metricsHost) === 0 && metricsHost !== own) {
    reportError('METRICS_HOST must be an IP address of this machine.');
  }
  if (env.METRICS_HOST && !env.METRICS_PORT) {
    reportError('METRICS_HOST has no effect without METRICS_PORT.');
  }
  if (metricsPort === null) return null;
  if (metricsPort === place.port) {
    reportError(
      'METRICS_PORT must be another one than PORT: metrics are not for those who reach that.',
    );
  }
  return { host: metricsHost, port: metricsPort };
}
