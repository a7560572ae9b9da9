import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const currentTime = (video: Locator) =>
  video.evaluate((element) =>
    element instanceof HTMLVideoElement ? element.currentTime : Number.NaN,
  );

/** Plays by script: the browser's own controls are outside of the document. */
const play = (video: Locator) =>
  video.evaluate(async (element) => {
    if (!(element instanceof HTMLVideoElement)) return;
    element.muted = true;
    await element.play();
  });

const seek = (video: Locator, to: number) =>
  video.evaluate((element, seconds) => {
    if (element instanceof HTMLVideoElement) element.currentTime = seconds;
  }, to);

const isPaused = (video: Locator) =>
  video.evaluate((element) => element instanceof HTMLVideoElement && element.paused);

const player = (page: Page) => page.getByLabel(/^Video of/);

for (const codec of ['H264', 'VP8'] as const) {
  for (const type of ['2d', 'photo'] as const) {
    test(`plays and seeks the finished ${codec} video of a ${type} job`, async ({
      page,
      start,
      visit,
    }) => {
      const ranges: (number | undefined)[] = [];
      page.on('response', (reply) => {
        if (/\.(mp4|webm)\?/.test(reply.url())) ranges.push(reply.status());
      });
      const studio = await start({ records: [{ name: 'Ready', type, codec }] });
      await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
      const video = player(page);
      await play(video);
      await expect.poll(() => currentTime(video)).toBeGreaterThan(0.3);
      await seek(video, 25);
      await expect.poll(() => currentTime(video)).toBeGreaterThan(25.2);
      expect(ranges).toContain(206);
    });
  }
}

test('renews an expired link while playing, at the same place', async ({ page, start, visit }) => {
  const studio = await start({ urlTtlSeconds: 6, records: [{ name: 'Short-lived' }] });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  const video = player(page);
  await play(video);
  await video.evaluate((element) => {
    if (element instanceof HTMLVideoElement) element.playbackRate = 1.5;
  });
  const first = await video.getAttribute('src');
  await expect.poll(() => currentTime(video), { timeout: 20_000 }).toBeGreaterThan(10);
  // The first link has expired by now. What is loaded already plays on until the new one is there.
  await seek(video, 24);
  await expect.poll(() => video.getAttribute('src')).not.toBe(first);
  await expect.poll(() => currentTime(video)).toBeGreaterThan(24.2);
  expect(await isPaused(video)).toBe(false);
  expect(
    await video.evaluate((element) => element instanceof HTMLVideoElement && element.playbackRate),
  ).toBe(1.5);
});

test('renews an ageing link while paused, at the same place', async ({ page, start, visit }) => {
  const studio = await start({ urlTtlSeconds: 4, records: [{ name: 'Paused' }] });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  const video = player(page);
  await expect(video).toBeVisible();
  await seek(video, 12);
  const first = (await video.getAttribute('src')) ?? '';
  await expect.poll(() => video.getAttribute('src')).not.toBe(first);
  await expect.poll(() => currentTime(video)).toBeCloseTo(12, 0);
  expect(await isPaused(video)).toBe(true);
});

test('shows scenes in order, voice, video and timeline', async ({ page, start, visit }) => {
  const studio = await start({
    records: [
      {
        name: '双十一主会场口播',
        scenes: [
          '<speak>欢迎来到直播间<break time="500ms"/>。</speak>',
          '第二幕 a < b',
          { audioSeconds: 12 },
        ],
      },
    ],
  });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(page.getByRole('heading', { name: '双十一主会场口播' })).toBeVisible();
  const script = page.getByRole('region', { name: 'Script' });
  await expect(script.getByRole('listitem')).toHaveCount(3);
  await expect(script.getByRole('listitem').nth(0)).toContainText('欢迎来到直播间');
  await expect(script.getByRole('listitem').nth(0)).toContainText('pause 500ms');
  await expect(script.getByRole('listitem').nth(1)).toContainText('第二幕 a < b');
  await expect(script.getByRole('listitem').nth(2)).toContainText('recorded audio, 0:12');
  await expect(
    page.getByRole('region', { name: 'Voice' }).getByRole('meter', { name: 'Speed' }),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Video settings (as submitted)' })).toContainText(
    'H264',
  );
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('GMT+8');
});

test('shows the reply of MetaStudio as raw data, with its links masked', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Raw' }] });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await page.getByText('Raw data').click();
  const raw = page.getByRole('region', { name: 'Raw data' });
  await expect(raw).toContainText('"asset_name": "Raw"');
  await expect(raw).toContainText('.jpg?…');
  expect(await raw.textContent()).not.toMatch(/Signature|AccessKeyId/);
});

test('shows why a job failed, what that means and what to do', async ({ page, start, visit }) => {
  const studio = await start({
    records: [
      {
        name: 'Broken',
        ending: 'FAILED',
        error: { code: 'MSS.45000003', message: 'Unsupported video' },
      },
      { name: 'Odd', ending: 'FAILED', error: { code: 'MSS.99999999', message: '<b>new</b>' } },
    ],
  });
  const card = page.getByRole('region', { name: 'Why it failed' });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(card).toContainText('MSS.45000003');
  await expect(card).toContainText('check the assets');
  await visit(studio, `/jobs/${studio.world.keys.jobIds[1]}`);
  await expect(card).toContainText('MSS.99999999');
  await expect(card).toContainText('<b>new</b>');
});

test('shows frozen and unknown states', async ({ page, start, visit }) => {
  const studio = await start({
    records: [
      { name: 'Ice', ending: 'BLOCK' },
      { name: 'Odd', ending: 'ARCHIVING' },
    ],
  });
  await visit(studio, `/jobs/${studio.world.keys.jobIds[0]}`);
  await expect(page.getByRole('heading', { name: 'This video is frozen' })).toBeVisible();
  await visit(studio, `/jobs/${studio.world.keys.jobIds[1]}`);
  await expect(page.getByText('ARCHIVING').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel job' })).toHaveCount(0);
});

test('shows the video when a job finishes, without a reload', async ({ page, start, visit }) => {
  const studio = await start({
    records: [{ name: 'Soon', createdSecondsAgo: 5, waitSeconds: 1, runSeconds: null }],
  });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, `/jobs/${jobId}`);
  await expect(page.getByText('The video is in production.')).toBeVisible();
  await studio.world.editJob(jobId, { finishInSeconds: 0 });
  await expect(player(page)).toBeVisible();
});

test.describe('a job that does not exist', () => {
  test.use({ expectedErrors: [/404/] });
  test('is shown as not known', async ({ page, start, visit }) => {
    const studio = await start({ records: [] });
    await visit(studio, '/jobs/26f06524-4f75-4b3a-a853-b649a21aaf66');
    await expect(page.getByRole('heading', { name: 'Job not found' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('This job doesn’t exist in MetaStudio');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
});

test('leads back to the list with its filters', async ({ page, start, visit }) => {
  const studio = await start({ records: [{ name: 'Alpha', ending: 'FAILED' }, { name: 'Beta' }] });
  await visit(studio, '/?state=FAILED');
  await page.getByRole('link', { name: 'Alpha' }).click();
  await page.getByRole('link', { name: 'All jobs' }).click();
  await expect(page).toHaveURL(/\?state=FAILED$/);
});

test('shows what the list knows of a job while the job is being read', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records: [{ name: 'Alpha [fault:delay:4000]', ending: 'FAILED' }] });
  await visit(studio);
  await page.getByRole('link', { name: 'Alpha' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Alpha' })).toBeFocused();
  await expect(page.getByText('Loading job…')).toBeAttached();
  await expect(page.getByText('Timeline')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Alpha' })).toBeFocused();
});
