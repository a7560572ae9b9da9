import { expect, rows, test } from './fixtures.ts';

test('names a job whose name cannot be seen', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: '\u3164\u200b' }] });
  await visit(studio);
  const link = rows(page).getByRole('link');
  await expect(link).toHaveText('Unnamed');
  await expect(page.getByRole('button', { name: /^Actions for Unnamed$/ })).toBeVisible();
  await link.click();
  await expect(page).toHaveTitle(/^Unnamed · Dailies$/);
});

test('tells by keyboard why a job cannot be canceled', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: 'Done' }] });
  await visit(studio);
  await page.getByRole('button', { name: 'Actions for Done' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  const item = page.getByRole('menuitem', { name: /Cancel job.*finished/ });
  await expect(item).toBeFocused();
  await expect(item).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('copies the link of a job in its row', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: 'First' }, { name: 'Second' }] });
  await visit(studio);
  const row = page.getByRole('row', { name: /Second/ });
  const button = row.getByRole('button', { name: /^Copy link/ });
  await expect(button).toBeHidden();
  await row.hover();
  await button.click();
  await expect(row.getByRole('status').filter({ hasText: 'Copied' })).toBeInViewport();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).origin).toBe(studio.url);
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Second' })).toBeVisible();
});

test('says that the menu has copied, and that the browser refused to', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Only' }] });
  await visit(studio);
  const row = page.getByRole('row', { name: /Only/ });
  const copy = async () => {
    await row.getByRole('button', { name: /Actions/ }).click();
    await page.getByRole('menuitem', { name: /Copy job/ }).click();
  };
  await copy();
  await expect(row.getByRole('status').filter({ hasText: 'Copied' })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    studio.world.keys.jobIds[0],
  );
  await page.context().clearPermissions();
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await copy();
  await expect(row.getByRole('status').filter({ hasText: 'clipboard' })).toBeVisible();
  await row.getByRole('button', { name: /^Copy job/ }).click();
  await expect(row.getByRole('status').filter({ hasText: 'clipboard' })).toBeVisible();
});
