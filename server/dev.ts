import { readConfig } from './config/config.ts';
import { type Dailies, start } from './start/start.ts';

/** The API for Vite's development server. */
type DevApp = { fetch(request: Request, env: unknown): Response | Promise<Response> };

// Vite loads this module anew after every change of server code; the one before is closed then.
const shared: typeof globalThis & { dailiesDev?: Promise<Dailies> } = globalThis;
const before = shared.dailiesDev;
let current: Promise<Dailies> | null = null;

/**
 * The proxy with its simulator, started by the first call and kept until this module is loaded anew.
 *
 * @param port where Vite listens: browsers know the API by that address
 * @throws Error when a setting is wrong
 */
export async function devApp(port: number): Promise<DevApp> {
  current ??= restart(port);
  shared.dailiesDev = current;
  const { app } = await current;
  return { fetch: (request) => app.fetch(request) };
}

async function restart(port: number): Promise<Dailies> {
  await (await before?.catch(() => null))?.close();
  const { config, errors } = readConfig({ ...process.env, PORT: String(port) });
  if (config === null) throw new Error(errors.join('\n'));
  const dailies = await start(config, null);
  dailies.site.listening('127.0.0.1', port);
  if (config.authMode === 'dev') process.stdout.write(`Sign in at ${dailies.address()}\n`);
  return dailies;
}
