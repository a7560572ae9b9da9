import type { Page } from '@playwright/test';
import { expect, type Studio, test } from './fixtures.ts';
import type { Fault } from './simulator.ts';

const player = (page: Page) => page.getByLabel(/^Video of/);

type Start = (options: { records: object[]; faults?: Fault[] }) => Promise<Studio>;

const startWith = (start: Start, fault: Fault) =>
  start({ records: [{ name: 'Troubled' }], faults: [fault] });

/** Opens the job from the list: then the page alone asks for its links, and each of its questions can be counted. */
async function openFromList(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Troubled' }).click();
}

const downloadIsThere = (page: Page) =>
  expect(page.getByRole('link', { name: 'Download' })).toHaveAttribute('href', /\.mp4\?/);

test.describe('a link that the store refuses', () => {
  test.use({ expectedErrors: [/403/] });
  test('is named, with the download, and can be tried again', async ({ page, start, visit }) => {
    const studio = await startWith(start, { kind: 'mediaRefused', match: { operation: 'obs' } });
    await visit(studio);
    await openFromList(page);
    await expect(
      page.getByRole('heading', { name: 'The link to the video doesn’t work' }),
    ).toBeVisible();
    await downloadIsThere(page);
    // The first link, a new one, and the check of the file.
    expect(await studio.world.journal(/^showAsset$/)).toHaveLength(3);
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
  await visit(studio);
  await openFromList(page);
  await expect(page.getByRole('heading', { name: 'The file is empty' })).toBeVisible();
  await downloadIsThere(page);
  expect(await studio.world.journal(/^showAsset$/)).toHaveLength(1);
});

test('names a file that the store has empty although MetaStudio knows a size', async ({
  page,
  start,
  visit,
}) => {
  const studio = await startWith(start, { kind: 'mediaEmpty', match: { operation: 'obs' } });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(page.getByRole('heading', { name: 'The file is empty' })).toBeVisible();
  await downloadIsThere(page);
});

test.describe('a store that does not answer', () => {
  test.use({ expectedErrors: [/ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_FAILED/] });
  test('is named, and the video plays once it answers', async ({ page, start, visit }) => {
    const studio = await startWith(start, { kind: 'reset', match: { operation: 'obs' } });
    await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
    await expect(
      page.getByRole('heading', { name: 'The file store doesn’t answer' }),
    ).toBeVisible();
    await downloadIsThere(page);
    await studio.world.setFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(player(page)).toBeVisible();
  });
});

test('says that loading broke off in mid-play, and goes on at the same place', async ({
  page,
  start,
  visit,
}) => {
  await page.clock.install();
  // The store sends a part of the file and then nothing for an hour.
  const studio = await startWith(start, { kind: 'mediaSlow', bytes: 80_000, everyMs: 3_600_000 });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  const video = player(page);
  const stopped = await video.evaluate(async (element) => {
    if (!(element instanceof HTMLVideoElement)) return 0;
    element.muted = true;
    const waited = new Promise((resolve) => {
      element.addEventListener('waiting', () => element.currentTime > 0.5 && resolve(null));
    });
    await element.play();
    await waited;
    return element.currentTime;
  });
  await page.clock.runFor(4_000);
  await expect(page.getByText('Buffering…')).toBeVisible();
  await page.clock.runFor(10_000);
  await expect(page.getByText('Connection lost')).toBeVisible();
  await studio.world.setFaults();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(video).toBeFocused();
  await expect
    .poll(() =>
      video.evaluate((element) =>
        element instanceof HTMLVideoElement ? element.currentTime : Number.NaN,
      ),
    )
    .toBeGreaterThan(stopped + 0.5);
  await page.clock.runFor(12_000);
  await expect(page.getByText('Connection lost')).toBeHidden();
  await expect(page.getByText('Buffering…')).toBeHidden();
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
