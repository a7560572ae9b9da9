import type { Page } from '@playwright/test';
import { expect, rows, test } from './fixtures.ts';

const many = Array.from({ length: 45 }, (_, i) => ({
  name: `Job ${String(i).padStart(2, '0')}`,
  createdSecondsAgo: 1000 + i * 60,
}));

const scrollTop = (page: Page) => page.evaluate(() => Math.round(window.scrollY));

test('opens a job by a click anywhere on its row or card', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: 'Alpha' }, { name: 'Beta' }] });
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await visit(studio);
    const row = page.getByRole('row', { name: /Alpha/ });
    const places = [
      row.locator('img'),
      row.getByText('Finished'),
      row.locator('time').first(),
      row.getByRole('cell').first(),
    ];
    for (const place of places) {
      await expect(place).toBeVisible();
      const box = (await place.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.click(box.x + box.width - 4, box.y + box.height - 4);
      await expect(page.getByRole('heading', { level: 1, name: 'Alpha' })).toBeVisible();
      await page.goBack();
      await expect(rows(page)).toHaveCount(3);
    }
    // A card has the id in its menu.
    if (width === 1440) {
      await row.getByRole('button', { name: /Copy job ID/ }).click();
      await expect(row.getByText('Copied')).toBeVisible();
    }
    await row.getByRole('button', { name: /Actions/ }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(rows(page)).toHaveCount(3);
  }
});

test('opens a job in a new tab by a middle click or a key anywhere on its row', async ({
  page,
  context,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Alpha' }, { name: 'Beta' }] });
  await visit(studio);
  const row = page.getByRole('row', { name: /Alpha/ });
  const places = [
    row.getByRole('link'),
    row.locator('img'),
    row.getByText('Finished'),
    row.locator('time').first(),
  ];
  const clicks = {
    middle: (x: number, y: number) => page.mouse.click(x, y, { button: 'middle' }),
    withKey: async (x: number, y: number) => {
      await page.keyboard.down('ControlOrMeta');
      await page.mouse.click(x, y);
      await page.keyboard.up('ControlOrMeta');
    },
  };
  for (const click of [clicks.middle, clicks.withKey]) {
    for (const place of places) {
      const box = (await place.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const opened = context.waitForEvent('page');
      await click(box.x + box.width - 4, box.y + box.height - 4);
      const tab = await opened;
      // By its address: Playwright can miss the end of a navigation that began before it knew the tab.
      await expect.poll(() => tab.url()).toContain(`/jobs/${studio.world.keys.jobIds[0]}?`);
      await tab.close();
      await expect(rows(page)).toHaveCount(3);
    }
  }
});

test('returns to the same filter, page, row and scroll position by "All jobs" and by Back', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: many });
  await visit(studio, '/?state=SUCCEED&page=2');
  const row = page.getByRole('link', { name: 'Job 30' });
  const allJobs = page.getByRole('link', { name: 'All jobs', exact: true });
  const ways = [() => allJobs.click(), () => page.goBack()];
  for (const back of ways) {
    await row.scrollIntoViewIfNeeded();
    await row.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const before = await scrollTop(page);
    expect(before).toBeGreaterThan(100);
    await row.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Job 30' })).toBeFocused();
    await back();
    await expect(page).toHaveURL(/\?state=SUCCEED&page=2$/);
    await expect(row).toBeFocused();
    await expect.poll(() => scrollTop(page)).toBe(before);
  }
});

test('opens a job by the menu like by its row, by a real link', async ({ page, start, visit }) => {
  const studio = await start({ records: many });
  await visit(studio, '/?state=SUCCEED&page=2');
  const actions = page.getByRole('button', { name: 'Actions for Job 21' });
  await actions.click();
  const open = page.getByRole('menuitem', { name: 'Open' });
  // A real link: the browser's ways to open it in a new tab work.
  await expect(open).toHaveAttribute('href', /^\/jobs\/[\w-]+\?type=2d$/);
  await open.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Job 21' })).toBeFocused();
  await page.getByRole('link', { name: 'All jobs', exact: true }).click();
  await expect(page).toHaveURL(/\?state=SUCCEED&page=2$/);
});

test('never leaves the focus on the body when a control disappears', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: many });
  await visit(studio, '/?size=20&page=2');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Page 3 of 3' })).toBeVisible();
  await expect(rows(page)).toHaveCount(6);
  const next = page.getByRole('button', { name: 'Next' });
  await expect(next).toBeFocused();
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/page=3$/);
  await page.getByRole('button', { name: /^Failed/ }).click();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(page.getByRole('searchbox')).toBeFocused();
  await visit(studio, '/?page=9');
  await page
    .getByRole('main')
    .getByRole('button', { name: /first page/ })
    .click();
  await expect(rows(page)).toHaveCount(21);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
});
