import type { Server } from 'node:http';
import { type Config, readConfig } from '../config/config.ts';
import type { Env } from '../config/secrets.ts';
import { createListener } from './listener.ts';
import { type Built, type Dailies, start } from './start.ts';

/** Where lines for the operator go. */
export type Operator = {
  /** The address to open. */
  ready(line: string): void;
  /** Why it does not start: one line for each reason, which names the setting and never a secret. */
  refused(line: string): void;
};

/** The product, answering requests. */
export type Launched = { server: Server; dailies: Dailies };

/**
 * Starts the product with these settings.
 *
 * @param built the built page; null when there is none to serve
 * @returns null when it was refused; nothing listens then
 */
export async function launch(
  env: Env,
  built: Built | null,
  operator: Operator,
): Promise<Launched | null> {
  const { config, errors } = readConfig(env);
  if (config === null) {
    for (const line of errors) operator.refused(line);
    return null;
  }
  try {
    const dailies = await start(config, built);
    try {
      return await serve(dailies, config, operator);
    } catch (error) {
      await dailies.close();
      throw error;
    }
  } catch (error) {
    operator.refused(reasonOf(error, config));
    return null;
  }
}

async function serve(dailies: Dailies, config: Config, operator: Operator): Promise<Launched> {
  const server = createListener(dailies.app.fetch, { https: dailies.site.https });
  dailies.site.listening(config.host, await listen(server, config));
  const mark = dailies.demo ? ' (demo: simulated MetaStudio)' : '';
  operator.ready(`Dailies is ready: ${dailies.address()}${mark}`);
  return { server, dailies };
}

function reasonOf(error: unknown, { host, port }: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return `PORT or SIMULATOR_PORT is in use (PORT=${port}).`;
  if (code === 'EACCES') return `PORT=${port} may not be opened.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `HOST=${host} is not an address of this machine.`;
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
