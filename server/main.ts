import type { Server } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { type Config, readConfig } from './config/config.ts';
import { outliveReaders } from './lib/output.ts';
import { createListener } from './start/listener.ts';
import { shutDown } from './start/shut-down.ts';
import { type Dailies, start } from './start/start.ts';

async function main(): Promise<void> {
  outliveReaders([process.stdout, process.stderr]);
  const { config, errors } = readConfig(process.env);
  if (config === null) return refuse(errors);
  try {
    const dailies = await start(config, {
      pageRoot: join(import.meta.dirname, '../dist'),
      // Built beside this file; its source belongs to the page.
      loadRenderer: () => import(join(import.meta.dirname, 'entry-server.js')),
    });
    const listener = getRequestListener(dailies.app.fetch);
    const server = createListener((request, response) => void listener(request, response));
    dailies.site.listening(config.host, await listen(server, config));
    const mark = dailies.demo ? ' (demo: simulated MetaStudio)' : '';
    process.stdout.write(`Dailies is ready: ${dailies.address()}${mark}\n`);
    stopOnSignal(server, dailies);
  } catch (error) {
    refuse([reason(error, config)]);
  }
}

/** Prints one line per error and ends the process. */
function refuse(lines: string[]): void {
  for (const line of lines) process.stderr.write(`Dailies cannot start: ${line}\n`);
  process.exit(1);
}

function reason(error: unknown, config: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `PORT or SIMULATOR_PORT is in use (PORT=${config.port}).`;
  if (code === 'EACCES') return `PORT=${config.port} may not be opened.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `HOST=${config.host} is not an address of this machine.`;
  return error instanceof Error ? error.message : 'unknown reason';
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

function stopOnSignal(server: Server, dailies: Dailies): void {
  let stopping = false;
  const stop = () => {
    // A second signal ends the process at once: the audit has every cancel under way, so nothing is lost.
    if (stopping) process.exit(0);
    stopping = true;
    void shutDown(server, dailies).finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

await main();
