import { createServer, type Server, type ServerResponse } from 'node:http';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Logger } from '../lib/logger.ts';
import { countedLogger } from './counted-logger.ts';
import { addReadings, type Readings } from './readings.ts';

/** Where metrics are served. */
export type MetricsPlace = { host: string; port: number };

/** Which program this is. */
export type BuildInfo = { version: string; commit: string };

/** What Prometheus is told, on a listener of its own: what people reach never has it. */
export type Metrics = {
  /** The same log; its lines are counted. */
  counted(log: Logger): Logger;
  /** Adds what is read when Prometheus asks. */
  read(readings: Readings): void;
  close(): Promise<void>;
};

/**
 * Serves `GET /metrics`, and nothing else, until it is closed.
 *
 * @throws Error with one clear line that names the setting
 */
export async function startMetrics(place: MetricsPlace, build: BuildInfo): Promise<Metrics> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const help = 'Always 1; the labels say which program this is';
  const labelNames = Object.keys(build);
  const info = { name: 'dailies_build_info', help, labelNames, registers: [registry] };
  new Gauge(info).set(build, 1);
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    const isAsked = request.method === 'GET' && request.url === '/metrics';
    void (isAsked ? answer(registry, response) : response.writeHead(404).end('Not found\n'));
  });
  server.maxConnections = 20;
  await listen(server, place);
  return {
    counted: (log) => countedLogger(log, registry),
    read: (readings) => addReadings(readings, registry),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(registry: Registry, response: ServerResponse): Promise<void> {
  const text = await registry.metrics();
  response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
  response.end(text);
}

function listen(server: Server, { host, port }: MetricsPlace): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new Error(`METRICS_PORT=${port} is in use.`));
      else if (error.code === 'EACCES')
        reject(new Error(`METRICS_PORT=${port} may not be opened.`));
      else reject(new Error(`METRICS_HOST=${host} is not an address of this machine.`));
    });
    server.listen(port, host, resolve);
  });
}
