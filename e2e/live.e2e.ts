import { expect, rows, test } from './fixtures.ts';

test('shows a waiting job start and finish, without a reload', async ({ page, start, visit }) => {
  const studio = await start({
    records: [{ name: '早间新闻', createdSecondsAgo: 20, waitSeconds: null, runSeconds: null }],
  });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio);
  const row = page.getByRole('row', { name: /早间新闻/ });
  await expect(row).toContainText('Waiting');
  await expect(row).toContainText(/Waiting \d+ sec/);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  await expect(row).toContainText('Processing');
  await studio.world.editJob(jobId, { finishInSeconds: 0 });
  await expect(row).toContainText('Finished');
  await expect(row.locator('img')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '1 Finished' })).toBeAttached();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('announces new jobs and shows them on request', async ({ page, start, visit }) => {
  const studio = await start({
    records: [{ name: 'First', createdSecondsAgo: 60, waitSeconds: null }],
  });
  await visit(studio);
  await expect(rows(page)).toHaveCount(2);
  const first = page.getByRole('link', { name: 'First' });
  await first.focus();
  await studio.world.addJob({ name: 'Second', createdSecondsAgo: 1, waitSeconds: null });
  const news = page.getByRole('button', { name: '1 new job' });
  await expect(news).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await expect(first).toBeFocused();
  await news.click();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).nth(1)).toContainText('Second');
  await expect(page.getByRole('link', { name: 'Second' })).toBeFocused();
  await expect(news).toBeHidden();
});

test('keeps the row of a job that leaves the filter, with its new state', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [{ name: 'Queued', createdSecondsAgo: 5, waitSeconds: null, runSeconds: null }],
  });
  const [jobId = ''] = studio.world.keys.jobIds;
  await visit(studio, '/?state=WAITING');
  const row = page.getByRole('row', { name: /Queued/ });
  await expect(row).toContainText('Waiting');
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  await expect(row).toContainText('Processing');
});

test('changes nothing on the page for an unchanged poll, which is a 304', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [
      { name: 'Odd', ending: 'ARCHIVING' },
      { name: 'Queued', waitSeconds: null, createdSecondsAgo: 1830 },
      { name: 'Done' },
    ],
  });
  await page.route('**/api/stream?*', (route) => route.fulfill({ status: 204 }));
  await visit(studio);
  await expect(rows(page)).toHaveCount(4);
  await expect(page.locator('tbody img').first()).toBeVisible();
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const body = document.querySelector('tbody');
    // Only the waiting time and the ages may change.
    if (body !== null)
      new MutationObserver((records) => {
        for (const { target, type } of records) {
          const cell = (target instanceof Element ? target : target.parentElement)?.closest('td');
          const isAge = cell?.querySelector('time') != null;
          if (!isAge && !cell?.textContent?.startsWith('Waiting'))
            seen.push(`${type} ${cell?.textContent}`);
        }
      }).observe(body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const poll = () =>
    page.waitForResponse((reply) => reply.url().includes('/api/jobs?') && reply.status() === 304, {
      timeout: 40_000,
    });
  await poll();
  await poll();
  expect(await page.evaluate(() => ('seen' in window ? window.seen : null))).toEqual([]);
});

test('downloads no cover again when a job of the list changes', async ({ page, start, visit }) => {
  const downloads: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'image' && request.url().includes('Signature=')) {
      downloads.push(request.url().split('?')[0] ?? '');
    }
  });
  const studio = await start({
    records: [{ name: 'Done' }, { name: 'Moves', createdSecondsAgo: 5, waitSeconds: null }],
  });
  const [, moving = ''] = studio.world.keys.jobIds;
  await visit(studio);
  await expect(page.locator('tbody img').first()).toBeVisible();
  for (const name of ['Moves once', 'Moves twice', 'Moves again']) {
    await studio.world.editJob(moving, { name });
    await expect(page.getByRole('link', { name })).toBeVisible();
  }
  expect(downloads.length).toBeGreaterThan(0);
  expect(new Set(downloads).size).toBe(downloads.length);
});

test('pauses, says so, and resumes', async ({ page, start, visit }) => {
  await page.clock.install();
  const studio = await start({
    records: [{ name: 'Queued', waitSeconds: null, runSeconds: null, createdSecondsAgo: 5 }],
  });
  await visit(studio);
  const row = page.getByRole('row', { name: /Queued/ });
  await expect(row).toContainText('Waiting');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused', { exact: true })).toBeVisible();
  await studio.world.editJob(studio.world.keys.jobIds[0] ?? '', { startInSeconds: 0 });
  await page.clock.runFor(30_000);
  // Well past the next poll, by the age that the page shows.
  await expect(page.getByText(/Updated \d{2} sec ago/)).toBeVisible();
  await expect(row).toContainText('Waiting');
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(row).toContainText('Processing');
});

test('requests nothing in a hidden tab, and at once when it is visible again', async ({
  page,
  start,
  visit,
}) => {
  // The test moves the page's clock on instead of waiting for an hour.
  await page.clock.install();
  const studio = await start({
    records: [{ name: 'Queued', waitSeconds: null, createdSecondsAgo: 5 }],
  });
  await visit(studio);
  await expect(page.getByRole('row', { name: /Queued/ })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const show = (state: 'hidden' | 'visible') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      Object.defineProperty(document, 'hidden', { value: value === 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  const end = page.waitForEvent('requestfailed', (request) =>
    request.url().includes('/api/stream'),
  );
  await show('hidden');
  await end;
  asked.length = 0;
  await page.clock.runFor(3_600_000);
  expect(asked).toEqual([]);
  await studio.world.editJob(studio.world.keys.jobIds[0] ?? '', { startInSeconds: 0 });
  const back = page.waitForRequest((request) => request.url().includes('/api/stream?'));
  await show('visible');
  await back;
  await expect(page.getByRole('row', { name: /Queued/ })).toContainText('Processing');
});

test('shows the right waiting time after Back, on a list read earlier', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [{ name: 'Queued', waitSeconds: null, createdSecondsAgo: 64 }],
  });
  await visit(studio);
  // In steps of five seconds.
  const shown = async () => {
    const text = (await page.getByRole('row', { name: /Queued/ }).textContent()) ?? '';
    const [, minutes, seconds = '0'] = /Waiting (\d+) min(?: (\d+) sec)?/.exec(text) ?? [];
    return Number(minutes) * 60 + Number(seconds);
  };
  await expect.poll(shown).toBeGreaterThan(59);
  const began = Date.now() - (await shown()) * 1000;
  await page.getByRole('link', { name: 'Queued' }).click();
  await expect(page.getByText(/1 min 1\d sec in the queue/)).toBeVisible({ timeout: 30_000 });
  await page.goBack();
  await expect.poll(shown).toBeGreaterThan(59);
  expect(Math.abs(Date.now() - began - (await shown()) * 1000)).toBeLessThan(10_000);
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
