import { readFileSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/**
 * The browser that scripts/setup-browser.mjs found. Undefined before its first run: this file is also loaded by the
 * check for unused code, where no browser is needed.
 */
function foundBrowser(): string | undefined {
  try {
    const path = new URL('node_modules/.cache/test-browser.json', import.meta.url);
    const { executablePath }: { executablePath?: string } = JSON.parse(readFileSync(path, 'utf8'));
    return executablePath;
  } catch {
    return undefined;
  }
}

const executablePath = foundBrowser();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  // More than cores: most of a walk waits for polls. With six the cores are busy.
  workers: 6,
  forbidOnly: true,
  retries: 0,
  // Generous, since the tests wait for real polls and small machines run them beside other work.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium's sandbox does not start as root, the usual user in containers.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
