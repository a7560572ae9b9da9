import { readConfig } from './config/config.ts';
import { type Dailies, start } from './start/start.ts';

/** The API for Vite's development server. */
type DevApp = { fetch(request: Request, env: unknown): Response | Promise<Response> };

// Vite loads this module again after every change of server code, which then closes the previous proxy.
const shared: typeof globalThis & { dailiesDev?: Promise<Dailies> } = globalThis;
const previous = shared.dailiesDev;
let current: Promise<Dailies> | null = null;

/**
 * The proxy and its simulator, started by the first call and kept until Vite loads this module again.
 *
 * @param port the port that Vite listens on, which is also that of the API
 * @throws Error when a setting is wrong
 */
export async function devApp(port: number): Promise<DevApp> {
  current ??= restart(port);
  shared.dailiesDev = current;
  const { app } = await current;
  return { fetch: (request) => app.fetch(request) };
}

async function restart(port: number): Promise<Dailies> {
  await (await previous?.catch(() => null))?.close();
  const { config, errors } = readConfig({ ...process.env, PORT: String(port) });
  if (config === null) throw new Error(errors.join('\n'));
  const dailies = await start(config, null);
  dailies.site.listening('127.0.0.1', port);
  if (config.authMode === 'dev') process.stdout.write(`Sign in at ${dailies.address()}\n`);
  return dailies;
}
