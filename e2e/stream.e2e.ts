import type { Page } from '@playwright/test';
import { expect, rows, test } from './fixtures.ts';

/** One job in the queue and one that has ended. */
const records = [
  { name: 'Done', createdSecondsAgo: 600 },
  { name: 'Queued', waitSeconds: null, runSeconds: null, createdSecondsAgo: 5 },
];

const queued = (page: Page) => page.getByRole('row', { name: /Queued/ });
const live = (page: Page) => page.getByText('Live', { exact: true });

/** Requests of the page for a part of the API, from now on. */
function requests(page: Page, part: string): string[] {
  const seen: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes(part)) seen.push(request.url());
  });
  return seen;
}

test('tells two tabs of a change, each by one stream and without a question', async ({
  page,
  context,
  start,
  visit,
}) => {
  const studio = await start({ records });
  const [, jobId = ''] = studio.world.keys.jobIds;
  const second = await context.newPage();
  const tabs = [page, second].map((tab) => ({ tab, streams: requests(tab, '/api/stream?') }));
  await visit(studio);
  // Without another sign-in, which would end the session of the first tab.
  await second.goto(studio.url);
  for (const { tab } of tabs) await expect(live(tab)).toBeVisible();
  const questions = tabs.map(({ tab }) => requests(tab, '/api/jobs?'));
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  for (const { tab, streams } of tabs) {
    await expect(queued(tab)).toContainText('Processing');
    await expect(tab.getByRole('button', { name: /Processing/ })).toContainText('1');
    expect(streams).toHaveLength(1);
  }
  expect(questions).toEqual([[], []]);
});

test('asks as before behind a proxy that keeps events back', async ({ page, start, visit }) => {
  const studio = await start({ records });
  const [, jobId = ''] = studio.world.keys.jobIds;
  // Not one byte of the stream arrives.
  await page.route('**/api/stream?*', () => undefined);
  await visit(studio);
  await expect(queued(page)).toContainText('Waiting');
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  await expect(queued(page)).toContainText('Processing');
  await expect(live(page)).toBeHidden();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test.describe('a deployment', () => {
  test.use({ expectedErrors: [/status of 401|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED/] });

  test('leaves the rows where they are, and the stream comes back', async ({
    page,
    start,
    visit,
  }) => {
    const studio = await start({ records, alone: true });
    const [, jobId = ''] = studio.world.keys.jobIds;
    await visit(studio);
    await expect(live(page)).toBeVisible();
    await studio.restart();
    // Sessions end with the process.
    await page.getByLabel('Start-up token').fill('e2e-start-up-token-0123456789abcdef');
    await studio.world.addJob({ name: 'Arrived', createdSecondsAgo: 1, waitSeconds: null });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(live(page)).toBeVisible();
    await studio.world.editJob(jobId, { startInSeconds: 0 });
    await expect(queued(page)).toContainText('Processing');
  });
});

test.describe('without a network', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

  test('the page says so, and shows what it missed once the network is back', async ({
    page,
    context,
    start,
    visit,
  }) => {
    const studio = await start({ records });
    const [, jobId = ''] = studio.world.keys.jobIds;
    await visit(studio);
    await expect(live(page)).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByRole('alert')).toContainText('Dailies can’t be reached');
    await studio.world.editJob(jobId, { startInSeconds: 0 });
    await studio.world.addJob({ name: 'Arrived', createdSecondsAgo: 1, waitSeconds: null });
    await context.setOffline(false);
    await expect(live(page)).toBeVisible();
    await expect(queued(page)).toContainText('Processing');
    await expect(page.getByRole('button', { name: '1 new job' })).toBeVisible();
    await expect(rows(page)).toHaveCount(3);
  });

  test('the page shows what it missed when the computer wakes up', async ({
    page,
    context,
    start,
    visit,
  }) => {
    const studio = await start({ records });
    const [, jobId = ''] = studio.world.keys.jobIds;
    await visit(studio);
    await expect(live(page)).toBeVisible();
    const browser = await context.newCDPSession(page);
    // Asleep, the page does nothing, and its stream breaks.
    await browser.send('Page.setWebLifecycleState', { state: 'frozen' });
    await context.setOffline(true);
    await studio.world.editJob(jobId, { startInSeconds: 0 });
    await studio.world.addJob({ name: 'Arrived', createdSecondsAgo: 1, waitSeconds: null });
    await context.setOffline(false);
    await browser.send('Page.setWebLifecycleState', { state: 'active' });
    await expect(queued(page)).toContainText('Processing');
    await expect(page.getByRole('button', { name: '1 new job' })).toBeVisible();
    await expect(live(page)).toBeVisible();
  });
});

test('walks through pages of one moment while jobs arrive', async ({ page, start, visit }) => {
  const studio = await start({
    records: Array.from({ length: 45 }, (_, i) => ({
      name: `Job ${String(i).padStart(2, '0')}`,
      createdSecondsAgo: 1000 + i * 60,
    })),
  });
  await visit(studio);
  await expect(rows(page)).toHaveCount(21);
  const seen = await page.locator('tbody tr a').allTextContents();
  for (const [number, first] of [
    [2, 'Job 20'],
    [3, 'Job 40'],
  ] as const) {
    await studio.world.addJob({ name: `New ${number}`, createdSecondsAgo: 1 });
    await expect(page.getByRole('button', { name: /new job|has changed/ })).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(`Page ${number} of 3`)).toBeVisible();
    await expect(rows(page).nth(1)).toContainText(first);
    seen.push(...(await page.locator('tbody tr a').allTextContents()));
  }
  const names = seen.filter((text) => /^Job \d\d$/.test(text.trim()));
  expect(new Set(names).size).toBe(45);
  expect(names).toHaveLength(45);
});

test('reads the page of a job again only when the stream tells of a change', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records });
  const [, jobId = ''] = studio.world.keys.jobIds;
  const stream = page.waitForResponse((reply) => reply.url().includes('/api/stream?jobId='));
  await visit(studio, `/jobs/${jobId}`);
  await expect(page.getByRole('heading', { name: 'Queued' })).toBeVisible();
  await stream;
  const questions = requests(page, `/api/jobs/${jobId}`);
  await studio.world.addJob({ name: 'Another', createdSecondsAgo: 1 });
  await studio.world.editJob(jobId, { startInSeconds: 0 });
  await expect(page.getByRole('main')).toContainText('Processing');
  expect(questions.filter((url) => !url.includes('/cancellations'))).toHaveLength(1);
});
