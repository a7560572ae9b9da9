import { expect, rows, test } from './fixtures.ts';

test('loads the list and paints its covers', async ({ page, start, visit }) => {
  const studio = await start({ jobs: 40, seed: 3 });
  await visit(studio);
  await expect(rows(page)).toHaveCount(21);
  const covers = page.getByRole('table').locator('img');
  expect(await covers.count()).toBeGreaterThan(10);
  await expect
    .poll(() =>
      covers.evaluateAll((images) =>
        images
          .slice(0, 5)
          .every((image) => image instanceof HTMLImageElement && image.naturalWidth > 0),
      ),
    )
    .toBe(true);
});

test('keeps filters in the URL, over Back and reload', async ({ page, start, visit }) => {
  const studio = await start({
    records: [
      { name: 'Alpha', ending: 'FAILED' },
      { name: 'Beta' },
      { name: 'Gamma', ending: 'FAILED', type: 'photo' },
    ],
  });
  await visit(studio, '/?state=FAILED');
  await expect(rows(page)).toHaveCount(3);
  await page.getByLabel('Type').selectOption('Photo video');
  await expect(page).toHaveURL(/state=FAILED&type=photo$/);
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('link', { name: 'Gamma' }).click();
  await expect(page.getByRole('heading', { name: 'Gamma' })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/state=FAILED&type=photo$/);
  await expect(rows(page)).toHaveCount(2);
  await page.goBack();
  await expect(rows(page)).toHaveCount(3);
  await page.reload();
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByRole('button', { name: /^Failed/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('shows the default list for an invalid query', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: 'Only' }] });
  await visit(studio, '/?page=%20&size=9&state=NOPE&sort=x&jobId=..%2f..&since=2026-02-31');
  await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
});

test('counts, combines and filters by state', async ({ page, start, visit }) => {
  const studio = await start({
    records: [
      { name: 'Waits', waitSeconds: null },
      { name: 'Failed one', ending: 'FAILED' },
      { name: 'Done' },
    ],
  });
  await visit(studio);
  await expect(page.getByRole('button', { name: 'All 3' })).toBeVisible();
  await page.getByRole('button', { name: 'Waiting 1' }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Failed 1' }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(page).toHaveURL(/state=WAITING%2CFAILED/);
});

test('searches by part of a name and by a pasted job id', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: '新品发布会 第一集' }, { name: '安全培训' }] });
  await visit(studio);
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('发布');
  await search.press('Enter');
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole('link', { name: '新品发布会 第一集' })).toBeVisible();
  await search.fill(studio.world.keys.jobIds[1] ?? '');
  await expect(page.getByRole('link', { name: '安全培训' })).toBeVisible();
  await expect(page).toHaveURL(/jobId=/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows(page)).toHaveCount(3);
});

test('searches the script of a job that was opened', async ({ page, start, visit }) => {
  const studio = await start({
    records: [{ name: 'Episode 1', scenes: ['<speak>全场五折</speak>'] }, { name: 'Episode 2' }],
  });
  await visit(studio);
  await page.getByRole('link', { name: 'Episode 1' }).click();
  await expect(page.getByText('全场五折')).toBeVisible();
  await page.getByRole('link', { name: 'All jobs' }).click();
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('episode 五折');
  await search.press('Enter');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).last()).toContainText('Episode 1');
  await expect(rows(page).last()).toContainText('In script');
});

test('sorts and turns pages', async ({ page, start, visit }) => {
  const records = Array.from({ length: 45 }, (_, i) => ({
    name: `Job ${String(i).padStart(2, '0')}`,
    createdSecondsAgo: 1000 + i * 60,
  }));
  const studio = await start({ records });
  await visit(studio);
  await expect(rows(page).nth(1)).toContainText('Job 00');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(rows(page).nth(1)).toContainText('Job 20');
  await expect(page.getByText('Page 2 of 3')).toBeVisible();
  await page.getByRole('button', { name: /Created/ }).click();
  await expect(rows(page).nth(1)).toContainText('Job 44');
  await expect(page).toHaveURL(/\?dir=asc$/);
  await expect(page.getByRole('columnheader', { name: /Created/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
});

test('asks for a view when the pointer comes to what leads there', async ({
  page,
  start,
  visit,
}) => {
  const records = Array.from({ length: 45 }, (_, i) => ({ name: `Job ${i}` }));
  const studio = await start({ records });
  await visit(studio);
  await expect(rows(page)).toHaveCount(21);
  const ask = (query: RegExp) => page.waitForRequest((request) => query.test(request.url()));
  const nextPage = ask(/\/api\/jobs\?.*offset=20/);
  await page.getByRole('button', { name: 'Next' }).hover();
  await nextPage;
  const oldest = ask(/\/api\/jobs\?.*dir=asc/);
  await page.getByRole('button', { name: 'Created' }).hover();
  await oldest;
  const failed = ask(/\/api\/jobs\?.*state=FAILED/);
  await page.getByRole('button', { name: /^Failed/ }).hover();
  await failed;
  await expect(page).toHaveURL(/\/$/);
});

test('tells an empty account, no match and a page past the end apart', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Only', createdSecondsAgo: 40 * 24 * 3600 }] });
  await visit(studio);
  await expect(page.getByRole('heading', { name: 'No jobs in this period' })).toBeVisible();
  await page.getByRole('button', { name: 'Show the last 90 days' }).click();
  await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
  await visit(studio, '/?range=90d&state=FAILED');
  await expect(page.getByRole('heading', { name: 'No matching jobs' })).toBeVisible();
  await visit(studio, '/?range=90d&page=7');
  await expect(page.getByRole('heading', { name: 'No jobs on this page' })).toBeVisible();
});

test('takes typed dates, and ignores a range that ends before it begins', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [{ name: 'Old', createdSecondsAgo: 20 * 24 * 3600 }, { name: 'New' }],
  });
  await visit(studio);
  await expect(rows(page)).toHaveCount(3);
  const day = new Date(Date.now() - 5 * 24 * 3600_000).toISOString().slice(0, 10);
  await page.getByLabel('Created', { exact: true }).selectOption('Custom range…');
  const from = page.getByLabel('Created from');
  await from.focus();
  await from.pressSequentially(`${day.slice(5, 7)}${day.slice(8)}${day.slice(0, 4)}`);
  await expect(page).toHaveURL(new RegExp(`since=${day}$`));
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByLabel('Created', { exact: true })).toHaveValue('30d');
  await visit(studio, '/?since=2026-05-09&until=2026-05-01');
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(rows(page)).toHaveCount(3);
});

test('keeps the focus in the search box, and clears it by its button', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Alpha' }, { name: 'Beta' }] });
  await visit(studio);
  const search = page.getByRole('searchbox', { name: 'Search' });
  await search.fill('Bet');
  await search.press('Enter');
  await expect(rows(page)).toHaveCount(2);
  await expect(search).toBeFocused();
  await search.fill('Betamax');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(search).toHaveValue('');
  await expect(rows(page)).toHaveCount(3);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the first HTML has the rows, and links to the jobs', async ({ page, start, visit }) => {
    const studio = await start({ records: [{ name: 'Only' }, { name: 'Second' }] });
    const code: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('.js')) code.push(request.url());
    });
    await expect(async () => {
      await visit(studio);
      await expect(rows(page)).toHaveCount(3, { timeout: 500 });
    }).toPass();
    // Only a script asks for it, once the rows are painted.
    expect(code).toEqual([]);
    await page.getByRole('link', { name: 'Only' }).click();
    await expect(page.getByRole('heading', { name: 'Only' })).toBeVisible();
    // The page does not wait for MetaStudio's links for long.
    await expect(async () => {
      await page.reload();
      await expect(page.getByLabel('Video of Only')).toBeVisible({ timeout: 500 });
    }).toPass();
  });

  test('its filters, its order, and its pages are plain forms', async ({ page, start, visit }) => {
    const records = Array.from({ length: 25 }, (_, i) => ({
      name: `Job ${String(i).padStart(2, '0')}`,
      createdSecondsAgo: 1000 + i * 60,
    }));
    const studio = await start({ records: [...records, { name: 'Waits', waitSeconds: null }] });
    await expect(async () => {
      await visit(studio);
      await expect(rows(page)).toHaveCount(21, { timeout: 500 });
    }).toPass();
    await page.getByRole('button', { name: /^Finished/ }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(rows(page)).toHaveCount(6);
    await expect(rows(page).nth(1)).toContainText('Job 20');
    await page
      .getByRole('columnheader')
      .getByRole('button', { name: /Created/ })
      .click();
    await expect(rows(page).nth(1)).toContainText('Job 24');
    await page.getByRole('searchbox').fill('Job 07');
    await page.getByRole('searchbox').press('Enter');
    await expect(rows(page)).toHaveCount(2);
    await page.getByRole('button', { name: /^All/ }).click();
    await expect(page.getByRole('searchbox')).toHaveValue('Job 07');
    await expect(rows(page)).toHaveCount(2);
  });
});

test('takes the rows of the first HTML over without asking for them', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Only' }] });
  await visit(studio);
  await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await page.getByRole('button', { name: 'Finished' }).click();
  await expect(page).toHaveURL(/state=SUCCEED/);
  await expect(page.getByRole('link', { name: 'Only' })).toBeVisible();
  expect(asked).not.toContain('/api/session');
  // The one for the filter.
  expect(asked.filter((path) => path === '/api/jobs')).toHaveLength(1);
});
