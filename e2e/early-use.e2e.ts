import type { BrowserContext, Page } from '@playwright/test';
import { codeIsThere, expect, test } from './fixtures.ts';

/** A network on which the rows are there seconds before the code. */
const slow = { offline: false, latency: 0, downloadThroughput: 15_000, uploadThroughput: 15_000 };
const fast = { ...slow, downloadThroughput: -1, uploadThroughput: -1 };

/** Opens a page whose code is not there yet; the result lets it come. */
async function withoutCode(page: Page, context: BrowserContext, open: () => Promise<unknown>) {
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  await network.send('Network.emulateNetworkConditions', slow);
  await open();
  return async () => {
    await expect(page.locator('html')).not.toHaveAttribute('data-started');
    await network.send('Network.emulateNetworkConditions', fast);
    await codeIsThere(page);
  };
}

test('answers a click on a menu that came before the page’s code', async ({
  page,
  context,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Alpha' }] });
  await visit(studio);
  const loadCode = await withoutCode(page, context, () => page.reload({ waitUntil: 'commit' }));
  await page.getByRole('button', { name: 'Actions for Alpha' }).click();
  await loadCode();
  await expect(page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible();
});

test('searches for what was typed before the page’s code', async ({
  page,
  context,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Alpha' }, { name: 'Beta' }] });
  await visit(studio);
  const loadCode = await withoutCode(page, context, () => page.reload({ waitUntil: 'commit' }));
  await page.getByRole('searchbox').fill('Alph');
  await loadCode();
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByRole('link', { name: 'Beta' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Alpha' })).toBeVisible();
});

test.describe('signed out', () => {
  test.use({ expectedErrors: [/status of 401/] });

  test('takes a token that was typed before the page’s code', async ({ page, context, start }) => {
    const studio = await start({ records: [{ name: 'Alpha' }] });
    const loadCode = await withoutCode(page, context, () =>
      page.goto(studio.url, { waitUntil: 'commit' }),
    );
    await page.getByLabel('Start-up token').fill('e2e-start-up-token-0123456789abcdef');
    await loadCode();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('link', { name: 'Alpha' })).toBeVisible();
  });
});
