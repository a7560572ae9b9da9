import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type Running, run } from './process.ts';
import { World, type WorldSpec } from './simulator.ts';

export { expect };

/** The job list's rows, its head being the first. */
export const rows = (page: Page) => page.getByRole('table').getByRole('row');

/** The built product in front of a world of its own. */
export type Studio = { url: string; world: World; server: Running };

type StartOptions = WorldSpec & {
  /** Further settings of the product. */
  env?: Record<string, string>;
};

type Fixtures = {
  /** Starts the product on a new world; the page is signed in as support by the first `visit`. */
  start: (options?: StartOptions) => Promise<Studio>;
  /** Opens a path of the product as a signed-in person. */
  visit: (studio: Studio, path?: string, page?: Page) => Promise<void>;
  /** Errors that a test provokes on purpose, by what their text says. */
  expectedErrors: RegExp[];
  watch: undefined;
};

const TOKEN = 'e2e-start-up-token-0123456789abcdef';

export const test = base.extend<Fixtures, { simulator: string }>({
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

  start: async ({ simulator, context }, use) => {
    const stops: (() => Promise<unknown>)[] = [];
    await use(async ({ env = {}, ...spec } = {}) => {
      const world = await World.create(simulator, spec);
      const audit = await mkdtemp(join(tmpdir(), 'dailies-audit-'));
      const settings = {
        PORT: '0',
        METASTUDIO_ENDPOINT: simulator,
        METASTUDIO_PROJECT_ID: world.keys.projectId,
        CLOUD_SDK_AK: world.keys.ak,
        CLOUD_SDK_SK: world.keys.sk,
        DEV_TOKEN: TOKEN,
        DEV_ROLE: 'support',
        AUDIT_DIR: audit,
        ...env,
      };
      const server = await run(
        'dist-server/main.js',
        settings,
        /Dailies is ready: (http:\/\/[^/\s#]+)/,
      );
      stops.push(server.stop, () => rm(audit, { recursive: true, force: true }));
      return { url: server.match[1] ?? '', world, server };
    });
    // A page that is still open would complain that its server has gone.
    for (const page of context.pages()) await page.close();
    for (const stop of stops) await stop();
  },

  visit: async ({ page }, use) => {
    await use(async (studio, path = '/', on = page) => {
      await on.goto(`${studio.url}${path}#token=${TOKEN}`);
      await expect(on.getByRole('main')).toBeVisible();
    });
  },

  expectedErrors: [[], { option: true }],

  // No test may pass while the page complains: neither of our own rules for content (CSP), nor of errors.
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
          // biome-ignore lint/suspicious/noConsole: the console is what the test listens to
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
