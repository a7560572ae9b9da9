import packageJson from '../package.json' with { type: 'json' };
import { readConfig } from './config/config.ts';
import { prepare } from './start/compose.ts';
import { type Demo, startDemo } from './start/demo.ts';

/** The API for Vite's development server. */
type DevApp = { fetch(request: Request, env: unknown): Response | Promise<Response> };

/** Where Vite listens; requests come in under its name. */
const vitePort = 5173;

type Running = { app: DevApp; demo: Demo | null };

// Vite loads this module anew after every change of server code; the simulator of the one before is stopped then.
const shared: typeof globalThis & { dailiesDev?: Promise<Running> } = globalThis;
const before = shared.dailiesDev;
let current: Promise<Running> | null = null;

/**
 * The proxy with its simulator, made at the first call and kept until this module is loaded anew.
 *
 * @throws Error when a setting is wrong
 */
export async function devApp(): Promise<DevApp> {
  current ??= start();
  shared.dailiesDev = current;
  return (await current).app;
}

async function start(): Promise<Running> {
  await (await before?.catch(() => null))?.demo?.close();
  const { config, errors } = readConfig({ ...process.env, PORT: String(vitePort) });
  if (config === null) throw new Error(errors.join('\n'));
  const demo = config.account ? null : await startDemo(config);
  const upstream = config.account ?? demo?.upstream;
  if (!upstream) throw new Error('There is no MetaStudio to talk to.');
  const { version } = packageJson;
  const dailies = await prepare({ config, upstream, version, pageRoot: null });
  dailies.site.listening('127.0.0.1', vitePort);
  if (dailies.fragment) {
    process.stdout.write(`Sign in at ${dailies.site.origin}/${dailies.fragment}\n`);
  }
  return { app: { fetch: (request) => dailies.app.fetch(request) }, demo };
}
