import type { Page } from '@playwright/test';
import { test as base, codeIsThere, expect, type Studio } from './fixtures.ts';
import { startOpenIdProvider } from './openid-provider.ts';

const test = base.extend<{ team: Studio }>({
  team: async ({ start }, use) => {
    const provider = await startOpenIdProvider();
    const studio = await start({
      records: [{ name: 'Only', waitSeconds: null }],
      env: provider.settings,
    });
    provider.admit(studio.url);
    await use(studio);
    provider.stop();
  },
});

// Signed out is a 401; the provider's pages have no icon, and ask for a font.
test.use({ expectedErrors: [/status of (401|404)|fonts\.googleapis/] });

/** Signs someone in by the provider's own forms. */
async function signIn(page: Page, studio: Studio, name: string): Promise<Page> {
  await page.goto(studio.url);
  await codeIsThere(page);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('password');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
  return page;
}

test('an administrator sees who was here, and signs someone out', async ({
  page,
  browser,
  team,
}) => {
  const vera = await signIn(await browser.newPage(), team, 'vera');
  await expect(vera.getByRole('link', { name: 'People' })).toBeHidden();
  const ada = await signIn(page, team, 'ada');
  await ada.getByRole('link', { name: 'People' }).click();
  await expect(ada.getByRole('heading', { name: 'People' })).toBeVisible();
  const row = ada.getByRole('row', { name: 'vera of the company' });
  await expect(row.getByRole('cell', { name: 'Viewer' })).toBeVisible();
  await expect(row.getByRole('cell', { name: '1 open session' })).toBeVisible();
  await expect(ada.getByRole('row', { name: 'ada of the company You' })).toBeVisible();

  const end = row.getByRole('button', { name: 'End sessions of vera of the company' });
  await end.click();
  await ada.getByRole('button', { name: 'Keep signed in' }).click();
  await expect(end).toBeFocused();
  await end.click();
  await ada.getByRole('dialog').getByRole('button', { name: 'End sessions' }).click();
  await expect(ada.getByRole('status')).toContainText('vera of the company is signed out');
  await expect(row.getByRole('cell', { name: 'None' })).toBeVisible();
  await vera.getByRole('link', { name: 'Only' }).click();
  await expect(vera.getByRole('heading', { name: 'Your session has ended' })).toBeInViewport();

  await ada.reload();
  await expect(row).toBeVisible();
  await vera.close();
});

test('leads back to the list as it was left', async ({ page, team }) => {
  const ada = await signIn(page, team, 'ada');
  await ada.getByRole('button', { name: /^Waiting \d/ }).click();
  await expect(ada).toHaveURL(/\?state=WAITING$/);
  await ada.getByRole('link', { name: 'People' }).click();
  await expect(ada.getByRole('heading', { name: 'People' })).toBeVisible();
  await ada.getByRole('link', { name: 'All jobs' }).click();
  await expect(ada.getByRole('link', { name: 'Only' })).toBeVisible();
  await expect(ada).toHaveURL(/\?state=WAITING$/);
});

test('the page is not for others', async ({ page, team }) => {
  await signIn(page, team, 'vera');
  await page.goto(`${team.url}/people`);
  await expect(page.getByRole('heading', { name: 'For administrators' })).toBeVisible();
});
