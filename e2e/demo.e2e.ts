import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, codeIsThere, expect, rows } from './fixtures.ts';
import { type Running, run } from './process.ts';

const test = base.extend<{ demo: Running & { url: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  demo: async ({}, use) => {
    const data = await mkdtemp(join(tmpdir(), 'dailies-demo-'));
    const env = { PORT: '0', DATA_DIR: data };
    try {
      const ready = /ready: (http:\S+) \(demo: simulated MetaStudio\)/;
      const server = await run('dist-server/main.js', env, ready);
      try {
        await use({ ...server, url: server.match[1] ?? '' });
      } finally {
        await server.stop();
      }
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  },
});

test('runs without credentials, with a role to choose', async ({ page, demo }) => {
  await page.goto(demo.url);
  await codeIsThere(page);
  await expect(page.getByText('Demo', { exact: true })).toBeVisible();
  await expect(rows(page)).toHaveCount(21);
  await expect(page.getByRole('button', { name: /^All 2\d\d$/ })).toBeVisible();
  // What the page has belongs to the session before, and is read anew.
  const readAnew = page.waitForResponse((reply) => reply.url().includes('/api/jobs?'));
  await page.getByLabel('View as').selectOption('Viewer');
  await readAnew;
  await expect(rows(page)).toHaveCount(21);
  await page
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click();
  await expect(page.getByRole('menuitem', { name: /Cancel job/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.close();
  expect(await demo.stop()).toBe(0);
});

test('has room for every role on a narrow phone', async ({ page, demo }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(demo.url);
  await codeIsThere(page);
  for (const role of ['Producer', 'Administrator']) {
    await page.getByLabel('View as').selectOption(role);
    const scheme = page.getByRole('button', { name: /^Color scheme/ });
    if (role === 'Administrator')
      await expect(page.getByRole('link', { name: 'People' })).toBeVisible();
    await expect(scheme).toBeInViewport({ ratio: 1 });
  }
});
