import type { Page } from '@playwright/test';
import { codeIsThere, expect, rows, test } from './fixtures.ts';

test.describe('signed out', () => {
  test.use({ expectedErrors: [/status of 401/] });

  test('shows no jobs, and takes the start-up token', async ({ page, start }) => {
    const studio = await start({ records: [{ name: 'Secret' }] });
    await page.goto(studio.url);
    await codeIsThere(page);
    await expect(page.getByRole('heading', { name: 'You’re not signed in' })).toBeVisible();
    await expect(page.getByText('Secret')).toBeHidden();
    await page.getByLabel('Start-up token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('Token not accepted.')).toBeVisible();
    await page.getByLabel('Start-up token').fill('e2e-start-up-token-0123456789abcdef');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('link', { name: 'Secret' })).toBeVisible();
  });
});

test('removes the token from the address bar, and keeps the session over a reload', async ({
  page,
  start,
}) => {
  const studio = await start({ records: [{ name: 'Only' }] });
  await page.goto(`${studio.url}/?state=SUCCEED#token=e2e-start-up-token-0123456789abcdef`);
  await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
  await expect(page).toHaveURL(`${studio.url}/?state=SUCCEED`);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
});

test('keeps no secret in the browser', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: 'Only' }] });
  await visit(studio);
  await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('button', { name: 'English' })).toBeVisible();
  await page.getByRole('link', { name: 'Only' }).click();
  await expect(page.getByLabel(/Only/)).toHaveAttribute('src', /Signature=/);
  const stored = await page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      await indexedDB.databases(),
      'caches' in window ? await caches.keys() : [],
      window.history.state,
      window.location.href,
    ]),
  );
  expect(stored).not.toMatch(/Signature|AccessKeyId|token|myhuaweicloud/i);
  const cookies = await page.evaluate(() => document.cookie.split('; ').toSorted());
  expect(cookies).toEqual(['dailies-language=zh-CN', 'dailies-zone=Asia/Shanghai']);
});

test.describe('a browser that refuses to store anything', () => {
  test.use({ expectedErrors: [/Failed to save scroll positions/] });

  test('shows the list, a job and the way back', async ({ page, start, visit }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('Denied by a test.', 'SecurityError');
          },
        });
      }
    });
    const studio = await start({ records: [{ name: 'Only' }] });
    await visit(studio);
    await page.getByRole('link', { name: 'Only' }).click();
    await expect(page.getByLabel('Video of Only')).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('link', { name: 'Only' })).toBeFocused();
    await page.getByRole('button', { name: '中文' }).click();
    await expect(page.getByRole('button', { name: 'English' })).toBeVisible();
  });
});

test('prints no secret to the log', async ({ page, start, visit }) => {
  const env = { LOG_LEVEL: 'trace' };
  const studio = await start({ records: [{ name: 'Only' }], env, alone: true });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(page.getByLabel('Video of Only')).toBeVisible();
  const printed = studio.server.output();
  expect(printed).toContain('/api/jobs');
  for (const secret of [studio.world.keys.sk, studio.world.keys.ak, 'Signature=']) {
    expect(printed).not.toContain(secret);
  }
});

test('shows “page not found” for an unknown path', async ({ page, start, visit }) => {
  const studio = await start({ records: [] });
  await visit(studio, '/nowhere');
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible();
});

test.describe('a session that ends while the page is open', () => {
  test.use({ expectedErrors: [/status of 401/] });

  test('moves nothing of the list, keeps its filters, and takes the token again', async ({
    page,
    start,
    visit,
  }) => {
    const studio = await start({
      records: [{ name: 'Only', waitSeconds: null, createdSecondsAgo: 5 }],
    });
    await visit(studio, '/?state=WAITING');
    const row = page.getByRole('link', { name: 'Only' });
    await expect(row).toBeVisible();
    const before = await row.boundingBox();
    await endSession(page, studio.url);
    // The next event would have gone to someone who is signed out.
    await studio.world.editJob(studio.world.keys.jobIds[0] ?? '', { name: 'Only they know' });
    await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeInViewport();
    await expect(row).toHaveText('Only');
    expect(await row.boundingBox()).toEqual(before);
    await page.getByLabel('Start-up token').fill('e2e-start-up-token-0123456789abcdef');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeHidden();
    await expect(row).toBeVisible();
    await expect(page).toHaveURL(/\?state=WAITING$/);
  });

  test('keeps a filter and a search that are chosen then', async ({ page, start, visit }) => {
    const studio = await start({
      records: [
        { name: 'Alpha', ending: 'FAILED' },
        { name: 'Beta', ending: 'FAILED' },
        { name: 'Gamma' },
      ],
    });
    await visit(studio);
    await endSession(page, studio.url);
    await page.getByRole('button', { name: /^Failed/ }).click();
    await page.getByRole('searchbox').fill('Alph');
    await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeInViewport();
    await page.getByRole('searchbox').pressSequentially('a');
    await page.getByLabel('Start-up token').fill('e2e-start-up-token-0123456789abcdef');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('link', { name: 'Alpha' })).toBeVisible();
    await expect(rows(page)).toHaveCount(2);
    await expect(page.getByRole('searchbox')).toHaveValue('Alpha');
    await expect(page).toHaveURL(/\?state=FAILED&name=Alpha$/);
  });

  test('rejects a token that is not valid percent-encoding', async ({ page, start }) => {
    const studio = await start({ records: [] });
    await page.goto(`${studio.url}/#token=%`);
    await expect(page.getByRole('heading', { name: 'You’re not signed in' })).toBeVisible();
  });
});

/** Ends the session at the server, as signing out in another tab does. */
async function endSession(page: Page, url: string): Promise<void> {
  const reply = await page.request.delete(`${url}/api/session`, {
    headers: { Origin: url, 'Content-Type': 'application/json', 'X-Dailies': '1' },
    data: {},
  });
  expect(reply.status()).toBe(204);
}
