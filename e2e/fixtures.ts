import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type Running, run } from './process.ts';
import { Products } from './products.ts';
import { World, type WorldSpec } from './simulator.ts';

export { expect };

/** The rows of the job list; the first one is its header. */
export const rows = (page: Page) => page.getByRole('table').getByRole('row');

/** The first HTML is there before the code that answers to clicks. */
export const codeIsThere = (page: Page) =>
  expect(page.locator('html')).toHaveAttribute('data-started', '');

/** The built product, connected to a simulated world of its own. */
export type Studio = {
  url: string;
  world: World;
  server: Running;
  /** Ends the product and starts it again at the same place, as a deployment does; another build of it if `folder` has one. */
  restart: (folder?: string) => Promise<void>;
};

export type StartOptions = WorldSpec & {
  /** Further settings of the product. */
  env?: Record<string, string>;
  /** In a process of its own, for tests of what it prints or how it ends. The others share one: it starts faster. */
  alone?: boolean;
};

export type Fixtures = {
  /** Starts the product on a new world. `visit` signs in, as support unless `env` says otherwise. */
  start: (options?: StartOptions) => Promise<Studio>;
  /** Opens a path of the product, signed in. */
  visit: (studio: Studio, path?: string, page?: Page) => Promise<void>;
  /** Console errors that a test provokes on purpose. */
  expectedErrors: RegExp[];
  watch: undefined;
};

const token = 'e2e-start-up-token-0123456789abcdef';

export const test = base.extend<Fixtures, { simulator: string; products: Products }>({
  simulator: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const env = { SIMULATOR_PORT: '0', SIMULATOR_JOBS: '0' };
      const { match, stop } = await run('dist-server/simulator.js', env, /is ready: (http:\S+)/);
      await use(match[1] ?? '');
      await stop();
    },
    { scope: 'worker' },
  ],

  products: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
    async ({}, use) => {
      const products = new Products();
      await use(products);
      await products.end();
    },
    { scope: 'worker' },
  ],

  start: async ({ simulator, products, context }, use) => {
    const stops: (() => Promise<unknown>)[] = [];
    await use(async ({ env = {}, alone = false, ...spec } = {}) => {
      const world = await World.create(simulator, spec);
      const data = await mkdtemp(join(tmpdir(), 'dailies-data-'));
      const settings = {
        METASTUDIO_ENDPOINT: simulator,
        METASTUDIO_PROJECT_ID: world.keys.projectId,
        CLOUD_SDK_AK: world.keys.ak,
        CLOUD_SDK_SK: world.keys.sk,
        DEV_TOKEN: token,
        DEV_ROLE: 'support',
        DATA_DIR: data,
        // Containers in which tests run often have no other user; the warning would stand in what tests read.
        ALLOW_ROOT: '1',
        ...env,
      };
      const begin = async (port: string, folder?: string) => {
        const ready = /Dailies is ready: (http:\/\/[^/\s#]+)/;
        const all = { ...settings, PORT: port };
        const main = join(folder ?? '.', 'dist-server/main.js');
        const isOwn = alone || folder !== undefined;
        const server = await (isOwn ? run(main, all, ready) : products.start(all, ready));
        stops.unshift(server.stop);
        return server;
      };
      const server = await begin(env.PORT ?? '0');
      stops.push(() => rm(data, { recursive: true, force: true }));
      const url = server.match[1] ?? '';
      const restart = async (folder?: string) => {
        await server.stop();
        await begin(new URL(url).port, folder);
      };
      return { url, world, server, restart };
    });
    // An open page would report an error once its server stops.
    for (const page of context.pages()) await page.close();
    for (const stop of stops) await stop();
  },

  visit: async ({ page, javaScriptEnabled }, use) => {
    await use(async (studio, path = '/', on = page) => {
      // Like someone who is signed in already: the first HTML has the rows, and the page's code takes them over.
      // Once: a new session would end that of the page which is still open.
      if ((await on.request.get(`${studio.url}/api/session`)).status() === 401) {
        const reply = await on.request.post(`${studio.url}/api/session`, {
          headers: { origin: studio.url, 'x-dailies': '1' },
          data: { token },
        });
        expect(reply.status()).toBe(204);
      }
      await on.goto(`${studio.url}${path}`);
      await expect(on.getByRole('main')).toBeVisible();
      if (javaScriptEnabled !== false) await codeIsThere(on);
    });
  },

  expectedErrors: [[], { option: true }],

  // A test fails on any unexpected console error or warning, and on violations of the content security policy.
  watch: [
    async ({ context, expectedErrors }, use) => {
      const complaints: string[] = [];
      context.on('page', (page) => {
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') {
            complaints.push(`${message.text()} ${message.location().url}`);
          }
        });
      });
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          // biome-ignore lint/suspicious/noConsole: the test reads the console
          console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use(undefined);
      const unexpected = complaints.filter(
        (text) => !expectedErrors.some((known) => known.test(text)),
      );
      expect(unexpected).toEqual([]);
    },
    { auto: true },
  ],
});
