import type { Page } from '@playwright/test';
import { test as base, expect, type Studio } from './fixtures.ts';
import { startOpenIdProvider } from './openid-provider.ts';
import type { WorldSpec } from './simulator.ts';

type Fixtures = {
  /** Starts the product behind an OpenID provider. */
  startForTeam: (
    records: NonNullable<WorldSpec['records']>,
  ) => Promise<Studio & { clientSecret: string }>;
};

const test = base.extend<Fixtures>({
  startForTeam: async ({ start }, use) => {
    const provider = await startOpenIdProvider();
    await use(async (records) => {
      const studio = await start({
        records,
        env: { ...provider.settings, LOG_LEVEL: 'trace' },
        alone: true,
      });
      provider.admit(studio.url);
      return { ...studio, clientSecret: provider.clientSecret };
    });
    provider.stop();
  },
});

// Signed out is a 401; the provider's pages have no icon, and ask for a font.
test.use({ expectedErrors: [/status of (401|404)|fonts\.googleapis/] });

/** Fills in the provider's own forms. */
async function signInAs(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('password');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('signs in at the company’s provider, returns to the page, and signs out', async ({
  page,
  startForTeam,
}) => {
  const studio = await startForTeam([{ name: 'Only' }]);
  const job = `${studio.url}/jobs/${studio.world.keys.jobIds[0]}?type=2d`;
  await page.goto(job);
  await expect(page.getByRole('heading', { name: 'You’re not signed in' })).toBeVisible();
  await expect(page.getByText('Only')).toBeHidden();
  await signInAs(page, 'sam');
  await expect(page).toHaveURL(job);
  await expect(page.getByRole('heading', { name: 'Only' })).toBeVisible();
  await expect(page.getByText('sam of the company')).toBeVisible();

  // A link in another site's page, such as a chat: its first HTML has the job already.
  const html = await (await page.request.get(job)).text();
  expect(html).toContain('Only');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page).toHaveURL(`${studio.url}/`);
  await expect(page.getByRole('heading', { name: 'You’re not signed in' })).toBeVisible();
  // Back over the provider's page, to that of the job.
  await page.evaluate(() => window.history.go(-2));
  await expect(page).toHaveURL(job);
  await expect(page.getByRole('heading', { name: 'You’re not signed in' })).toBeVisible();
  await expect(page.getByText('Only')).toBeHidden();

  const printed = studio.server.output();
  expect(printed).toContain('/auth/callback');
  for (const secret of [studio.clientSecret, 'eyJ', 'code=', 'state=']) {
    expect(printed).not.toContain(secret);
  }
});

test('signing out clears the browser’s storage, and keeps the colours', async ({
  page,
  startForTeam,
}) => {
  const studio = await startForTeam([{ name: 'Only' }]);
  await page.goto(studio.url);
  await signInAs(page, 'sam');
  await page.getByRole('button', { name: 'Color scheme: system' }).click();
  await page.getByRole('button', { name: 'Color scheme: light' }).click();
  await page.evaluate(() => window.localStorage.setItem('left-behind', 'Only'));
  const reply = page.waitForResponse((one) => one.request().method() === 'DELETE');
  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(await (await reply).headerValue('clear-site-data')).toBe('"cache", "storage"');
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page.getByRole('heading', { name: 'You’re not signed in' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Color scheme: dark' })).toBeVisible();
  expect(await page.evaluate(() => ({ ...window.localStorage }))).toEqual({});
});

test('a session that ends in mid-work leaves the list where it is, and comes back to it', async ({
  page,
  startForTeam,
}) => {
  const studio = await startForTeam([{ name: 'Only', waitSeconds: null, createdSecondsAgo: 5 }]);
  await page.goto(`${studio.url}/?state=WAITING`);
  await signInAs(page, 'vera');
  const row = page.getByRole('link', { name: 'Only' });
  await expect(row).toBeVisible();
  const before = await row.boundingBox();
  const ended = await page.request.delete(`${studio.url}/api/session`, {
    headers: { Origin: studio.url, 'X-Dailies': '1' },
    data: {},
  });
  expect(ended.status()).toBe(204);
  await studio.world.editJob(studio.world.keys.jobIds[0] ?? '', { name: 'Only they know' });
  await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeInViewport();
  await expect(row).toHaveText('Only');
  expect(await row.boundingBox()).toEqual(before);
  // The provider still knows who it is.
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${studio.url}/?state=WAITING`);
  await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeHidden();
  await expect(page.getByRole('link', { name: 'Only they know' })).toBeVisible();
});

test('says to someone without a role whom to ask', async ({ page, startForTeam }) => {
  const studio = await startForTeam([{ name: 'Only' }]);
  await page.goto(`${studio.url}/?state=SUCCEED`);
  await signInAs(page, 'nora');
  await expect(page.getByRole('heading', { name: 'You have no access yet' })).toBeVisible();
  await expect(page.getByText('Ask an administrator of Dailies')).toBeVisible();
  await expect(page.getByText('Only')).toBeHidden();
});
