import { expect, test } from './fixtures.ts';
import type { Fault } from './simulator.ts';

const LIST = { operation: 'listDigitalHumanVideo' };

/** What a person reads when the first list fails, by what goes wrong between the proxy and MetaStudio. */
const failures: { name: string; fault: Fault; says: string }[] = [
  {
    name: '500',
    fault: { kind: 'status', status: 500, match: LIST },
    says: 'reports an error of its own',
  },
  {
    name: 'HTML instead of JSON',
    fault: { kind: 'html', status: 200, match: LIST },
    says: 'answer could not be read',
  },
  { name: 'a broken connection', fault: { kind: 'reset', match: LIST }, says: 'cannot be reached' },
  {
    name: 'a reply cut short',
    fault: { kind: 'truncate', match: LIST },
    says: 'Dailies keeps trying',
  },
  {
    name: 'a body of the wrong shape',
    fault: { kind: 'wrongShape', shape: 'text', match: LIST },
    says: 'answer could not be read',
  },
  { name: 'throttling', fault: { kind: 'tooManyRequests', match: LIST }, says: 'limits how often' },
  {
    name: 'a redirect',
    fault: { kind: 'redirect', location: 'http://127.0.0.1:9/', match: LIST },
    says: 'reports an error of its own',
  },
];

test.describe('the first list fails', () => {
  test.use({ expectedErrors: [/status of 5\d\d|status of 429/] });
  for (const { name, fault, says } of failures) {
    test(`by ${name}: says so, and can be tried again`, async ({ page, start, visit }) => {
      const studio = await start({ records: [{ name: 'Only' }], faults: [fault] });
      await visit(studio);
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('The jobs could not be loaded', { timeout: 30_000 });
      await expect(alert).toContainText(says);
      await studio.world.setFaults();
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(async () => {
        const again = page.getByRole('button', { name: 'Try again' });
        if (await again.isVisible()) await again.click();
        await expect(page.getByRole('link', { name: 'Only' })).toBeVisible({ timeout: 2_000 });
      }).toPass({ timeout: 30_000 });
    });
  }

  test('by an upstream that never answers: bounded, and said', async ({ page, start, visit }) => {
    const studio = await start({
      records: [{ name: 'Only' }],
      faults: [{ kind: 'hang', match: LIST }],
    });
    await visit(studio);
    await expect(page.getByText('Loading the jobs')).toBeAttached();
    await expect(page.getByRole('alert')).toContainText('did not answer in time', {
      timeout: 45_000,
    });
  });
});

test('a failing refresh keeps the rows and says how old they are', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [{ name: 'Only', waitSeconds: null, createdSecondsAgo: 5 }],
  });
  await visit(studio);
  const row = page.getByRole('row', { name: /Only/ });
  await expect(row).toBeVisible();
  await studio.world.setFaults({ kind: 'status', status: 503, match: LIST });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Data from', { timeout: 30_000 });
  await expect(alert).toContainText('reports an error of its own');
  await expect(row).toBeVisible();
  await studio.world.setFaults();
  await expect(alert).toBeHidden({ timeout: 45_000 });
});

test('an odd job does not take the others along', async ({ page, start, visit }) => {
  const studio = await start({
    records: [
      { name: 'Good' },
      { name: 'Odd', overrides: { duration: { seconds: 3 }, create_time: 7, state: 'waiting ' } },
      { name: '<img src=x onerror=alert(1)> "quoted"' },
    ],
  });
  await visit(studio);
  await expect(page.getByRole('row')).toHaveCount(4);
  const odd = page.getByRole('row', { name: /Odd/ });
  await expect(odd).toContainText('waiting');
  await expect(
    page.getByRole('link', { name: '<img src=x onerror=alert(1)> "quoted"' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Actions for Odd' }).click();
  await expect(page.getByRole('menuitem', { name: /Cancel job/ })).toHaveAttribute(
    'data-disabled',
    'true',
  );
});

test('a cover that the store refuses leaves a placeholder and is asked for once', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [{ name: 'Coverless' }, { name: 'Moves', createdSecondsAgo: 5, waitSeconds: null }],
    faults: [{ kind: 'mediaRefused', match: { operation: 'obs' } }],
  });
  await visit(studio);
  const row = page.getByRole('row', { name: /Coverless/ });
  await expect(row.locator('[data-broken="true"]')).toBeVisible();
  await page.waitForResponse((reply) => reply.url().includes('/api/jobs?'));
  const asked = await studio.world.journal(/^obs$/);
  expect(asked.length).toBe(1);
});

test.describe('wrong credentials', () => {
  test.use({ expectedErrors: [/status of 50\d/] });
  test('are said to be wrong, and hardly tried', async ({ page, start, visit }) => {
    const studio = await start({
      records: [{ name: 'Only' }],
      env: { CLOUD_SDK_SK: 'x'.repeat(40) },
    });
    await visit(studio);
    await expect(page.getByRole('alert')).toContainText('does not accept the credentials');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert')).toContainText('does not accept the credentials');
    const refused = await studio.world.journal();
    expect(refused.length).toBeLessThanOrEqual(2);
  });
});

test.describe('a filter that is chosen while MetaStudio fails', () => {
  test.use({ expectedErrors: [/status of 50\d/] });
  test('shows the failure and not the rows of the filter before', async ({
    page,
    start,
    visit,
  }) => {
    const studio = await start({
      records: [{ name: 'Done' }, { name: 'Broken', ending: 'FAILED' }],
    });
    await visit(studio);
    await expect(page.getByRole('link', { name: 'Done' })).toBeVisible();
    await studio.world.setFaults({ kind: 'status', status: 500, match: LIST });
    await page.getByRole('button', { name: /^Failed/ }).click();
    await expect(page.getByRole('alert')).toContainText('The jobs could not be loaded', {
      timeout: 30_000,
    });
    await expect(page.getByRole('link', { name: 'Done' })).toBeHidden();
  });
});

test.describe('no network', () => {
  test.use({
    expectedErrors: [/ERR_INTERNET_DISCONNECTED|dynamically imported module/],
  });
  test('is said, keeps the rows, and ends by itself', async ({ page, context, start, visit }) => {
    const studio = await start({
      records: [{ name: 'Only', waitSeconds: null, createdSecondsAgo: 5 }],
    });
    await visit(studio);
    const row = page.getByRole('link', { name: 'Only' });
    await expect(row).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByRole('alert')).toContainText('Dailies cannot be reached', {
      timeout: 30_000,
    });
    await expect(row).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByRole('alert')).toBeHidden({ timeout: 30_000 });
  });

  test('a page whose code is not there yet says so and comes when the network is back', async ({
    page,
    context,
    start,
    visit,
  }) => {
    const studio = await start({ records: [{ name: 'Only' }] });
    await visit(studio);
    const row = page.getByRole('link', { name: 'Only' });
    await expect(row).toBeVisible();
    await context.setOffline(true);
    await row.click();
    await expect(
      page.getByRole('heading', { name: 'This part of Dailies could not be loaded' }),
    ).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByRole('heading', { name: 'Only' })).toBeVisible({ timeout: 30_000 });
  });
});
