import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const player = (page: Page) => page.getByLabel(/^Video of/);

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (found === null) throw new Error('not on the page');
  return found;
}

const isLoaded = (video: Locator) =>
  video.evaluate((element) => element instanceof HTMLVideoElement && element.videoWidth > 0);

for (const { name, width, height } of [
  { name: 'a desk', width: 1440, height: 900 },
  { name: 'a small laptop', width: 1280, height: 720 },
  { name: 'a tablet', width: 768, height: 1024 },
  { name: 'a phone', width: 390, height: 844 },
]) {
  for (const orientation of ['landscape', 'portrait'] as const) {
    test(`has the shape of a ${orientation} video on ${name}`, async ({ page, start, visit }) => {
      await page.setViewportSize({ width, height });
      const studio = await start({ records: [{ name: 'Shaped', orientation }] });
      await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
      await expect.poll(() => isLoaded(player(page))).toBe(true);
      const stage = await box(player(page));
      const shape = await player(page).evaluate((element) =>
        element instanceof HTMLVideoElement ? element.videoWidth / element.videoHeight : 0,
      );
      // What is left of the stage beside the picture, in pixels.
      expect(Math.abs(stage.width - stage.height * shape)).toBeLessThan(4);
      expect(stage.height).toBeLessThan(height);
      const main = await box(page.getByRole('main'));
      if (name === 'a phone') expect(stage.width).toBeGreaterThan(main.width - 40);
      if (name === 'a desk') {
        const download = await box(page.getByRole('link', { name: 'Download' }));
        expect(download.y + download.height).toBeLessThan(height);
      }
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrollWidth).toBeLessThanOrEqual(width);
    });
  }
}

/** Where the headings are, but that of the cancel records, which come and go at the end. */
const places = (page: Page) =>
  page
    .getByRole('heading')
    .filter({ hasNotText: 'Cancel records' })
    .all()
    .then((headings) => Promise.all(headings.map(async (heading) => box(heading))));

for (const { name, width, height } of [
  { name: 'a desk', width: 1440, height: 900 },
  { name: 'a phone', width: 390, height: 844 },
]) {
  for (const orientation of ['landscape', 'portrait'] as const) {
    test(`keeps the page still while a ${orientation} video is made, on ${name}`, async ({
      page,
      start,
      visit,
    }) => {
      await page.setViewportSize({ width, height });
      const ordered = orientation === 'landscape' ? [1920, 1080] : [1080, 1920];
      const studio = await start({
        records: [
          {
            name: 'Still',
            orientation,
            createdSecondsAgo: 5,
            waitSeconds: null,
            runSeconds: null,
            // The simulator orders some videos square, and makes none.
            overrides: { 'video_config.width': ordered[0], 'video_config.height': ordered[1] },
          },
        ],
      });
      const [jobId = ''] = studio.world.keys.jobIds;
      await visit(studio, `/jobs/${jobId}`);
      await expect(page.getByText('The job is in the queue.')).toBeVisible();
      const before = await places(page);
      expect(before.length).toBeGreaterThan(4);
      await studio.world.editJob(jobId, { startInSeconds: 0 });
      await expect(page.getByText('The video is in production.')).toBeVisible();
      expect(await places(page)).toEqual(before);
      await studio.world.editJob(jobId, { finishInSeconds: 0 });
      await expect.poll(() => isLoaded(player(page))).toBe(true);
      await expect(page.getByRole('link', { name: 'Download' })).toBeVisible();
      expect(await places(page)).toEqual(before);
    });
  }
}

test('shows a waiting job’s first scene, also of a square video within the window', async ({
  page,
  start,
  visit,
}) => {
  const square = { 'video_config.width': 1080, 'video_config.height': 1080 };
  const studio = await start({
    records: [{ name: 'Queued', waitSeconds: null, scenes: 2, overrides: square }],
  });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  const picture = page.getByRole('img', { name: 'Layout of the first scene, not the video' });
  await expect(picture).toBeInViewport({ ratio: 1 });
  await expect(page.getByText('The job is in the queue.')).toBeInViewport({ ratio: 1 });
});

test('keeps the page still when the job cannot be read again, and says how old it is', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Only', waitSeconds: null }] });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  const timeline = page.getByRole('heading', { name: 'Timeline' });
  const before = await timeline.boundingBox();
  const match = { operation: 'show2DDigitalHumanVideo' } as const;
  await studio.world.setFaults({ kind: 'status', status: 503, match });
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  await expect(page.getByRole('alert')).toContainText('Data from', { timeout: 30_000 });
  expect(await timeline.boundingBox()).toEqual(before);
});

test('keeps the page still when production fails', async ({ page, start, visit }) => {
  const studio = await start({
    records: [{ name: 'Doomed', createdSecondsAgo: 5, waitSeconds: 1, runSeconds: null }],
  });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await expect(page.getByText('The video is in production.')).toBeVisible();
  const timeline = page.getByRole('heading', { name: 'Timeline' });
  const script = page.getByRole('heading', { name: 'Script' });
  const before = [await box(timeline), await box(script)];
  const error = { code: 'MSS.45000003', message: 'Unsupported video' };
  await studio.world.editJob(jobId, { finishInSeconds: 0, ending: 'FAILED', error });
  await expect(page.getByRole('region', { name: 'Why it failed' })).toContainText(error.code);
  expect([await box(timeline), await box(script)]).toEqual(before);
  // A page that is opened later has no place for a video.
  await page.reload();
  await expect(script).toBeVisible();
  expect((await box(script)).y).toBeLessThan(before[1]?.y ?? 0);
});

for (const [width, orientation] of [
  [1440, 'landscape'],
  [1440, 'portrait'],
  [1024, 'portrait'],
  [768, 'landscape'],
  [390, 'landscape'],
] as const) {
  test(`moves nothing when a record of a cancel appears, ${orientation} at ${width} px`, async ({
    page,
    start,
    visit,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const studio = await start({
      records: [{ name: 'Queued', orientation, createdSecondsAgo: 30, waitSeconds: null }],
    });
    const [jobId = ''] = studio.world.keys.jobIds;
    await visit(studio, `/jobs/${jobId}`);
    await expect(page.getByText('The job is in the queue.')).toBeVisible();
    const before = await places(page);
    expect(before.length).toBeGreaterThan(4);
    await page.getByRole('button', { name: 'Cancel job' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Cancel job' }).click();
    await expect(dialog).toContainText('Canceled, confirmed');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('region', { name: 'Cancel records' })).toBeAttached();
    expect(await places(page)).toEqual(before);
  });
}
