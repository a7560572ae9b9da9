import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, rows, test } from './fixtures.ts';
import type { JobSpec } from './simulator.ts';

/** The page's ground in each scheme (src/theme.css). */
const grounds = { light: 'rgb(246, 247, 247)', dark: 'rgb(16, 19, 20)' };

const hour = 3600;
const stuck = '00000000-0000-4000-8000-000000000001';
const fresh = '00000000-0000-4000-8000-000000000002';

/** Forty jobs that waited 20 s and took 60 s tell what is usual; two hang, in the queue and in production. */
const records: JobSpec[] = [
  { jobId: stuck, name: 'Stuck', createdSecondsAgo: 3 * hour, waitSeconds: null },
  { name: 'Endless', createdSecondsAgo: 2 * hour, waitSeconds: 20, runSeconds: null },
  { jobId: fresh, name: 'Fresh', createdSecondsAgo: 1, waitSeconds: null },
  ...Array.from({ length: 40 }, (_, i) => ({
    name: `Done ${i}`,
    createdSecondsAgo: 4 * hour + i * 600,
    waitSeconds: 20,
    runSeconds: 60,
  })),
];

/** Those without the one that is late too after a while. */
const settled = records.filter(({ jobId }) => jobId !== fresh);

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });
const names = (page: Page) => page.getByRole('table').getByRole('link');

/** What axe finds on the page, light and dark, on a phone and on a desk. */
async function findings(page: Page): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('body')).toHaveCSS('background-color', grounds[colorScheme]);
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      found.push(...violations.map(({ id, nodes }) => [colorScheme, width, id, nodes[0]?.html]));
    }
  }
  return found;
}

test('marks the jobs that take longer than similar ones, and finds them by a chip', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records });
  await visit(studio, '/?state=WAITING,PROCESSING');
  await expect(row(page, 'Stuck')).toContainText(
    /Too long\s*Waiting 3 hr.*95 of 100 started within 20 sec/,
  );
  await expect(row(page, 'Endless')).toContainText(
    /Too long\s*1 hr 59 min so far.*finished within 1 min/,
  );
  await expect(row(page, 'Fresh')).toContainText('usually starts within 20 sec');
  await expect(row(page, 'Fresh')).not.toContainText('Too long');
  const picture = { includeHidden: true };
  await expect(row(page, 'Stuck').getByRole('meter', picture)).toHaveJSProperty('value', 1);
  await expect(row(page, 'Fresh').getByRole('meter', picture)).toBeVisible();

  await page.getByRole('button', { name: 'Waiting too long: 1 job' }).click();
  await expect(page).toHaveURL(/\?state=WAITING&late=true$/);
  await expect(names(page)).toHaveText(['Stuck']);
  await page.getByRole('button', { name: 'In production too long: 1 job' }).click();
  await expect(names(page)).toHaveText(['Endless', 'Stuck']);
  await page.getByRole('button', { name: /^Waiting \d/ }).click();
  await expect(page).toHaveURL(/\?state=WAITING$/);
  await expect(names(page)).toHaveText(['Fresh', 'Stuck']);
});

test('has all that wait too long in a view, the longest wait first', async ({
  page,
  start,
  visit,
}) => {
  const longer = { name: 'Stuck longer', createdSecondsAgo: 40 * 24 * hour, waitSeconds: null };
  const studio = await start({ records: [...settled, longer] });
  await visit(studio, '/?q=Alpha');
  const view = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  await view.filter({ hasText: 'Waiting too long' }).click();
  await expect(names(page)).toHaveText(['Stuck longer', 'Stuck']);
  await expect(view.filter({ hasText: 'Waiting too long' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.goBack();
  await expect(rows(page)).toHaveCount(21);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('chips of late jobs and views work, and a search stays within them', async ({
    page,
    start,
    visit,
  }) => {
    const studio = await start({ records: settled });
    await expect(async () => {
      await visit(studio);
      const chip = page.getByRole('button', { name: 'Waiting too long: 1 job' });
      await chip.click({ timeout: 500 });
    }).toPass();
    await expect(names(page)).toHaveText(['Stuck']);
    await page.getByRole('button', { name: 'In production too long: 1 job' }).click();
    await expect(names(page)).toHaveText(['Endless', 'Stuck']);
    await page.getByRole('searchbox').fill('Stu');
    await page.getByRole('searchbox').press('Enter');
    await expect(names(page)).toHaveText(['Stuck']);
    await page.getByRole('button', { name: /^Waiting \d/ }).click();
    await expect(names(page)).toHaveText(['Stuck']);
    await expect(page.getByRole('button', { name: /^Waiting too long/ })).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    await page.getByRole('link', { name: 'In progress' }).click();
    await expect(page.getByRole('searchbox')).toHaveValue('');
    await expect(names(page)).toHaveText(['Endless', 'Stuck']);
  });
});

test('sorts by the time waited, and by what the columns show', async ({ page, start, visit }) => {
  const studio = await start({ records });
  await visit(studio);
  await expect(rows(page)).toHaveCount(21);
  await page.getByLabel('Sort by').selectOption('Longest wait first');
  await expect(page).toHaveURL(/\?sort=waited$/);
  await expect(names(page).first()).toHaveText('Stuck');
  await page.getByLabel('Sort by').selectOption('Longest production first');
  await expect(names(page).first()).toHaveText('Endless');
  const head = page.getByRole('columnheader', { name: 'Job' });
  await expect(head).toHaveAttribute('aria-sort', 'none');
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(names(page).first()).toHaveText('Done 0');
  await head.getByRole('button').click();
  await expect(names(page).first()).toHaveText('Stuck');
});

test('says on the job’s page that it waits longer than usual, and what to do', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({ records });
  await visit(studio, `/jobs/${fresh}`);
  await expect(page.getByText(/^Usually starts (around|by) \d\d:\d\d/)).toBeVisible();
  await expect(page.getByText('Based on 41 similar jobs of the last 30 days.')).toBeVisible();
  await visit(studio, `/jobs/${stuck}`);
  await expect(page.getByText('Waiting longer than usual')).toBeVisible();
  await expect(page.getByText('Too long', { exact: true })).toBeVisible();
  await expect(page.getByText(/you can cancel it\. Otherwise support/)).toBeVisible();

  // The words go with the wait, and nothing below them moves.
  const below = page.getByRole('heading', { name: 'Voice' });
  const before = await below.boundingBox();
  await studio.world.editJob(stuck, { startInSeconds: -30, finishInSeconds: 0 });
  await expect(page.getByText('Waiting longer than usual')).toBeHidden();
  await expect(page.getByText('Too long', { exact: true })).toBeHidden();
  await expect(page.getByRole('main')).toContainText('Finished');
  expect(await below.boundingBox()).toEqual(before);
});

test('tells those who may not cancel to ask support', async ({ page, start, visit }) => {
  const studio = await start({ records, env: { DEV_ROLE: 'viewer' } });
  await visit(studio, `/jobs/${stuck}`);
  await expect(page.getByText('Support can look into it with the job ID.')).toBeVisible();
  await expect(page.getByText(/you can cancel it/)).toBeHidden();
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('says the same, and axe finds nothing', async ({ page, start, visit }) => {
    test.slow();
    const studio = await start({ records });
    await visit(studio, '/?sort=waited');
    await expect(row(page, 'Stuck')).toContainText(
      /过久\s*已等待 3小时.*95% 的同类任务在 20秒内开始制作/,
    );
    await expect(page.getByRole('button', { name: '等待过久：1 个任务' })).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'Stuck' }).click();
    await expect(page.getByText('等待时间过长')).toBeVisible();
    expect(await findings(page)).toEqual([]);
  });
});

test('axe finds nothing in a list and a job that are late', async ({ page, start, visit }) => {
  test.slow();
  const studio = await start({ records });
  await visit(studio, '/?state=WAITING,PROCESSING&late=true');
  await expect(names(page)).toHaveText(['Endless', 'Stuck']);
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Endless' }).click();
  await expect(page.getByText('In production longer than usual')).toBeVisible();
  expect(await findings(page)).toEqual([]);
});
