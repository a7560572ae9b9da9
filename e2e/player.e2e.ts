import type { Page } from '@playwright/test';
import { expect, type Studio, test } from './fixtures.ts';
import type { Fault } from './simulator.ts';

const player = (page: Page) => page.getByLabel(/^Video of/);

type Start = (options: { records: object[]; faults?: Fault[] }) => Promise<Studio>;

const startWith = (start: Start, fault: Fault) =>
  start({ records: [{ name: 'Troubled' }], faults: [fault] });

const downloadIsThere = (page: Page) =>
  expect(page.getByRole('link', { name: 'Download' })).toHaveAttribute('href', /\.mp4\?/);

test.describe('a link that the store refuses', () => {
  test.use({ expectedErrors: [/403/] });
  test('is named, with the download, and can be tried again', async ({ page, start, visit }) => {
    const studio = await startWith(start, { kind: 'mediaRefused', match: { operation: 'obs' } });
    await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
    await expect(
      page.getByRole('heading', { name: 'The link to the video doesn’t work' }),
    ).toBeVisible();
    await downloadIsThere(page);
    expect(await studio.world.journal(/^showAsset$/)).toHaveLength(2);
    await studio.world.setFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(player(page)).toBeVisible();
  });
});

test('names a format that this browser cannot play', async ({ page, start, visit }) => {
  const studio = await startWith(start, { kind: 'mediaUndecodable' });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(
    page.getByRole('heading', { name: 'This browser can’t play the file' }),
  ).toBeVisible();
  await downloadIsThere(page);
});

test('plays the sound of a picture that this browser cannot show', async ({
  page,
  start,
  visit,
}) => {
  const studio = await startWith(start, { kind: 'mediaUndecodable', leaves: 'sound' });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(page.getByText('Only the sound plays')).toBeVisible();
  await downloadIsThere(page);
  const time = await player(page).evaluate(async (element) => {
    if (!(element instanceof HTMLVideoElement)) return 0;
    element.muted = true;
    await element.play();
    await new Promise((resolve) => element.addEventListener('timeupdate', resolve));
    return element.currentTime;
  });
  expect(time).toBeGreaterThanOrEqual(0);
  await expect(page.getByText('Only the sound plays')).toBeVisible();
});

test('names an empty file, without asking for a new link', async ({ page, start, visit }) => {
  const studio = await startWith(start, { kind: 'mediaEmpty' });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(page.getByRole('heading', { name: 'The file is empty' })).toBeVisible();
  await downloadIsThere(page);
  expect(await studio.world.journal(/^showAsset$/)).toHaveLength(1);
});

test.describe('a lost connection', () => {
  test.use({ expectedErrors: [/403|ERR_INTERNET_DISCONNECTED/] });
  test('is named, with the download, and can be tried again', async ({
    page,
    context,
    start,
    visit,
  }) => {
    const studio = await startWith(start, { kind: 'mediaRefused', match: { operation: 'obs' } });
    await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
    const retry = page.getByRole('button', { name: 'Try again' });
    await expect(retry).toBeVisible();
    await context.setOffline(true);
    await retry.click();
    await expect(page.getByRole('heading', { name: 'Couldn’t reach the video' })).toBeVisible();
    await downloadIsThere(page);
    await context.setOffline(false);
    await studio.world.setFaults();
    await retry.click();
    await expect(player(page)).toBeVisible();
  });
});
