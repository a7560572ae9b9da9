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
      await row.getByRole('button', { name: /Copy/ }).click();
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

test('offers the wider range first when nothing matches, and keeps the search, sort and page size', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [
      { name: 'Needle 1', createdSecondsAgo: 60 * 24 * 3600 },
      { name: 'Needle 2', createdSecondsAgo: 200 * 24 * 3600 },
    ],
  });
  await visit(studio, '/?name=Needle&range=24h&dir=asc&size=50');
  await page
    .getByRole('main')
    .getByRole('button', { name: /90 days/ })
    .click();
  await expect(page.getByRole('link', { name: 'Needle 1' })).toBeVisible();
  await expect(page).toHaveURL(/\?name=Needle&range=90d&dir=asc&size=50$/);
  await visit(studio, '/?name=Needle+2&range=90d&dir=asc&size=50');
  await page.getByRole('main').getByRole('button', { name: 'Search all time' }).click();
  await expect(page.getByRole('link', { name: 'Needle 2' })).toBeVisible();
  await expect(page).toHaveURL(/\?name=Needle\+2&range=all&dir=asc&size=50$/);
  await expect(page.getByRole('searchbox')).toHaveValue('Needle 2');
});

test('says "all time" for a search by id, and Escape clears the search', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [{ name: 'Old', createdSecondsAgo: 200 * 24 * 3600 }, { name: 'New' }],
  });
  await visit(studio);
  await expect(rows(page)).toHaveCount(2);
  const search = page.getByRole('searchbox');
  await search.fill(studio.world.keys.jobIds[0] ?? '');
  await expect(page.getByRole('link', { name: 'Old' })).toBeVisible();
  const created = page.getByLabel('Created', { exact: true });
  await expect(created.locator('option:checked')).toHaveText('All time');
  await expect(
    page
      .getByText(/^All time/)
      .locator('visible=true')
      .first(),
  ).toBeVisible();
  await search.press('Escape');
  await expect(search).toHaveValue('');
  await expect(search).toBeFocused();
  await expect(page.getByRole('link', { name: 'New' })).toBeVisible();
  await expect(created.locator('option:checked')).toHaveText('Last 30 days');
});

test('an invalid id moves nothing', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: 'Only' }] });
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await visit(studio);
    const link = page.getByRole('link', { name: 'Only' });
    if (width === 390) await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByLabel('Search by').selectOption('jobId');
    const before = await link.boundingBox();
    await page.getByRole('searchbox').fill('no id!');
    await expect(page.getByText(/letters, digits/)).toBeVisible();
    expect(await link.boundingBox()).toEqual(before);
  }
});

test.describe('the coverage line on a phone', () => {
  test.use({ hasTouch: true, isMobile: true });

  for (const locale of ['en-US', 'zh-CN']) {
    test.describe(`in ${locale}`, () => {
      test.use({ locale, viewport: { width: 360, height: 800 } });

      test('is low, and none of its lines begins with a dot', async ({ page, start, visit }) => {
        const studio = await start({ records: many });
        await visit(studio);
        const refresh = page.getByRole('button', { name: /^(Refresh|刷新)$/ });
        await expect(refresh).toBeVisible();
        const height = () =>
          page.evaluate(() =>
            Number.parseFloat(document.documentElement.style.getPropertyValue('--coverage-height')),
          );
        await expect.poll(height).toBeGreaterThan(0);
        expect(await height()).toBeLessThan(60);
        const line = page.getByText(/GMT\+8/).locator('..');
        const { left } = await line.evaluate((element) => element.getBoundingClientRect());
        const starts = await line
          .locator(':scope > *')
          .evaluateAll(
            (parts, start) =>
              parts
                .filter((part) => part.getBoundingClientRect().left === start)
                .map((part) => part.textContent.trim()),
            left,
          );
        // It takes more than one line.
        expect(starts.length).toBeGreaterThan(1);
        expect(starts.filter((text) => text.startsWith('·'))).toEqual([]);
      });
    });
  }
});

test('keeps the coverage line, the head and the new jobs in sight of a scrolled list', async ({
  page,
  start,
  visit,
}) => {
  // Polled often: it waits.
  const queued = { name: 'Queued', createdSecondsAgo: 900, waitSeconds: null };
  const studio = await start({ records: [queued, ...many] });
  for (const width of [1440, 768]) {
    await page.setViewportSize({ width, height: 700 });
    await visit(studio, '/?size=50');
    await expect(page.getByRole('link', { name: 'Job 44' })).toBeVisible();
    await page.evaluate(() => window.scrollTo({ top: 900 }));
    await studio.world.addJob({ name: `Newest ${width}`, createdSecondsAgo: 1, waitSeconds: null });
    const news = page.getByRole('button', { name: /new job/ });
    await expect(news).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: 'Refresh' })).toBeInViewport({ ratio: 1 });
    if (width === 1440) {
      await expect(page.getByRole('button', { name: 'Created' })).toBeInViewport({ ratio: 1 });
    }
    await news.click();
    const first = page.getByRole('link', { name: `Newest ${width}` });
    await expect(first).toBeFocused();
  }
});

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
  await expect(row.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    studio.world.keys.jobIds[0],
  );
  await page.context().clearPermissions();
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  });
  await copy();
  await expect(row.getByRole('status').filter({ hasText: 'clipboard' })).toBeVisible();
  await row.getByRole('button', { name: /^Copy/ }).click();
  await expect(row.getByRole('status').filter({ hasText: 'clipboard' })).toBeVisible();
});

test('announces a job’s change of state on its page', async ({ page, start, visit }) => {
  const studio = await start({
    records: [{ name: 'Queued', waitSeconds: null, runSeconds: null, createdSecondsAgo: 5 }],
  });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Queued' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Processing' })).toHaveCount(0);
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  await expect(page.getByRole('status').filter({ hasText: /^Processing$/ })).toBeAttached();
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('every control is at least 40 px high and wide', async ({ page, start, visit }) => {
    const studio = await start({ records: many });
    await visit(studio, '/?page=2');
    await expect(rows(page)).toHaveCount(21);
    const main = page.getByRole('main');
    await main.getByRole('button', { name: 'Filter' }).click();
    const controls = main
      .getByRole('button')
      .or(main.getByRole('combobox'))
      .or(main.getByRole('searchbox'));
    expect(await controls.count()).toBeGreaterThan(35);
    // What counts is where a touch lands, not how the control looks.
    const missed = await controls.evaluateAll((elements) =>
      elements.flatMap((element) => {
        element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const { left, top, width, height } = element.getBoundingClientRect();
        if (width === 0) return [];
        const isHit = (dx: number, dy: number) => {
          const hit = document.elementFromPoint(left + width / 2 + dx, top + height / 2 + dy);
          return hit !== null && element.contains(hit);
        };
        const hits = [isHit(-19, 0), isHit(19, 0), isHit(0, -19), isHit(0, 19)];
        return hits.every(Boolean) ? [] : [`${hits} ${element.outerHTML.slice(0, 120)}`];
      }),
    );
    expect(missed).toEqual([]);
  });
});
