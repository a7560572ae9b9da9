import { readFileSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Written by scripts/setup-browser.mjs, which runs before the tests. */
const { executablePath } = JSON.parse(
  readFileSync(new URL('node_modules/.cache/test-browser.json', import.meta.url), 'utf8'),
) as { executablePath: string };

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  // Generous: the walks wait for real polls, and small machines run them while doing other things.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    locale: 'en-US',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath,
      // Chromium refuses its sandbox to root, which is who runs in most containers.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
