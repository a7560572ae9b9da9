import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import packageJson from '../package.json' with { type: 'json' };
import { type Config, readConfig } from './config/config.ts';
import { type Dailies, prepare } from './start/compose.ts';
import { type Demo, startDemo } from './start/demo.ts';
import { shutDown } from './start/shut-down.ts';

async function main(): Promise<void> {
  const { config, errors } = readConfig(process.env);
  if (config === null) return refuse(errors);
  let demo: Demo | null = null;
  try {
    demo = config.account ? null : await startDemo(config);
    const upstream = config.account ?? demo?.upstream;
    if (!upstream) return refuse(['There is no MetaStudio to talk to.']);
    const pageRoot = join(import.meta.dirname, '../dist');
    const dailies = await prepare({ config, upstream, version: packageJson.version, pageRoot });
    const server = serve(dailies);
    const port = await listen(server, config);
    dailies.site.listening(config.host, port);
    const mark = demo ? ' (demo: simulated MetaStudio)' : '';
    process.stdout.write(
      `Dailies is ready: ${dailies.site.origin}${dailies.fragment && `/${dailies.fragment}`}${mark}\n`,
    );
    stopOnSignal(server, dailies, demo);
  } catch (error) {
    refuse([reason(error, config)]);
  }
}

/** One clear line each, and no process left behind. */
function refuse(lines: string[]): void {
  for (const line of lines) process.stderr.write(`Dailies cannot start: ${line}\n`);
  process.exit(1);
}

function reason(error: unknown, config: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `PORT or SIMULATOR_PORT is in use (PORT=${config.port}).`;
  if (code === 'EACCES') return `PORT=${config.port} may not be opened.`;
  if (code === 'EADDRNOTAVAIL') return `HOST=${config.host} is not an address of this machine.`;
  return error instanceof Error ? error.message : 'unknown reason';
}

/** Limits of reliability 3.6: slow senders are cut, idle connections outlive a load balancer's. */
function serve(dailies: Dailies): Server {
  const listener = getRequestListener(dailies.app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  server.maxConnections = 2000;
  return server;
}

function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function stopOnSignal(server: Server, dailies: Dailies, demo: Demo | null): void {
  let stopping = false;
  const stop = () => {
    // Intents are on disk, so that leaving in a hurry loses nothing.
    if (stopping) process.exit(0);
    stopping = true;
    void shutDown(server, dailies)
      .then(() => demo?.close())
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main();
