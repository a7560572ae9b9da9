import { expect, rows, test } from './fixtures.ts';

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
