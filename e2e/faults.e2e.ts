import { expect, test } from './fixtures.ts';
import type { Fault } from './simulator.ts';

const listOperation = { operation: 'listDigitalHumanVideo' };

/** What the page says when the first list fails, for each fault between the proxy and MetaStudio. */
const failures: { name: string; fault: Fault; says: string }[] = [
  {
    name: '500',
    fault: { kind: 'status', status: 500, match: listOperation },
    says: 'reports an internal error',
  },
  {
    name: 'HTML instead of JSON',
    fault: { kind: 'html', status: 200, match: listOperation },
    says: 'reply couldn’t be read',
  },
  {
    name: 'a broken connection',
    fault: { kind: 'reset', match: listOperation },
    says: 'can’t be reached',
  },
  {
    name: 'a reply cut short',
    fault: { kind: 'truncate', match: listOperation },
    says: 'Dailies keeps trying',
  },
  {
    name: 'a body of the wrong shape',
    fault: { kind: 'wrongShape', shape: 'text', match: listOperation },
    says: 'reply couldn’t be read',
  },
  {
    name: 'throttling',
    fault: { kind: 'tooManyRequests', match: listOperation },
    says: 'limits the number of requests',
  },
  {
    name: 'a redirect',
    fault: { kind: 'redirect', location: 'http://127.0.0.1:9/', match: listOperation },
    says: 'reports an internal error',
  },
];

test.describe('when the first list fails', () => {
  test.use({ expectedErrors: [/status of 5\d\d|status of 429/] });
  for (const { name, fault, says } of failures) {
    test(`by ${name}, the page says so and offers to try again`, async ({ page, start, visit }) => {
      const studio = await start({ records: [{ name: 'Only' }], faults: [fault] });
      await visit(studio);
      const alert = page.getByRole('alert');
      await expect(alert).toContainText('Couldn’t load jobs', { timeout: 30_000 });
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

  test('because MetaStudio never answers, the page stops waiting and says so', async ({
    page,
    start,
    visit,
  }) => {
    const studio = await start({
      records: [{ name: 'Only' }],
      faults: [{ kind: 'hang', match: listOperation }],
    });
    await visit(studio);
    await expect(page.getByText('Loading jobs…')).toBeAttached();
    await expect(page.getByRole('alert')).toContainText('didn’t reply in time', {
      timeout: 45_000,
    });
  });
});

test('keeps the rows when a refresh fails, and says how old they are', async ({
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
  await studio.world.setFaults({ kind: 'status', status: 503, match: listOperation });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Data from', { timeout: 30_000 });
  await expect(alert).toContainText('reports an internal error');
  await expect(row).toBeVisible();
  await studio.world.setFaults();
  await expect(alert).toBeHidden({ timeout: 45_000 });
});

test('shows the other jobs when one is malformed', async ({ page, start, visit }) => {
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
    'aria-disabled',
    'true',
  );
});

test('shows a placeholder for a refused cover, and asks for it once', async ({
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
  await expect(row).toBeVisible();
  await expect(row.locator('img')).toHaveCount(0);
  for (const name of ['Moves once', 'Moves twice']) {
    await studio.world.editJob(studio.world.keys.jobIds[1] ?? '', { name });
    await expect(page.getByRole('link', { name })).toBeVisible();
  }
  const asked = await studio.world.journal(/^obs$/);
  expect(asked.length).toBe(1);
});

test.describe('wrong credentials', () => {
  test.use({ expectedErrors: [/status of 50\d/] });
  test('are reported, with at most two calls', async ({ page, start, visit }) => {
    const studio = await start({
      records: [{ name: 'Only' }],
      env: { CLOUD_SDK_SK: 'x'.repeat(40) },
    });
    await visit(studio);
    await expect(page.getByRole('alert')).toContainText('doesn’t accept the credentials');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert')).toContainText('doesn’t accept the credentials');
    const refused = await studio.world.journal();
    expect(refused.length).toBeLessThanOrEqual(2);
  });
});

test('answers a filter that is chosen while MetaStudio fails, and says how old the answer is', async ({
  page,
  start,
  visit,
}) => {
  const studio = await start({
    records: [{ name: 'Done' }, { name: 'Broken', ending: 'FAILED' }],
  });
  await visit(studio);
  await expect(page.getByRole('link', { name: 'Done' })).toBeVisible();
  await studio.world.setFaults({ kind: 'status', status: 500, match: listOperation });
  await page.getByRole('button', { name: /^Failed/ }).click();
  await expect(page.getByRole('link', { name: 'Broken' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Done' })).toBeHidden();
  await expect(page.getByRole('alert')).toContainText('Data from', { timeout: 30_000 });
});

test.describe('a search that only MetaStudio can answer, while it fails', () => {
  test.use({ expectedErrors: [/status of 50\d/] });
  test('shows the failure and not the rows from before', async ({ page, start, visit }) => {
    const studio = await start({
      records: [{ name: 'Done' }, { name: 'Broken', ending: 'FAILED' }],
    });
    await visit(studio);
    await expect(page.getByRole('link', { name: 'Done' })).toBeVisible();
    await studio.world.setFaults({ kind: 'status', status: 500, match: listOperation });
    await page.getByRole('searchbox').fill('26f06524-4f75-4b3a-a853-b649a21aaf66');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('Couldn’t load jobs', {
      timeout: 30_000,
    });
    await expect(page.getByRole('link', { name: 'Done' })).toBeHidden();
  });
});

test.describe('offline', () => {
  test.use({
    expectedErrors: [/ERR_INTERNET_DISCONNECTED|dynamically imported module/],
  });
  test('the page says so, keeps the rows, and recovers', async ({
    page,
    context,
    start,
    visit,
  }) => {
    const studio = await start({
      records: [{ name: 'Only', waitSeconds: null, createdSecondsAgo: 5 }],
    });
    await visit(studio);
    const row = page.getByRole('link', { name: 'Only' });
    await expect(row).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByRole('alert')).toContainText('Dailies can’t be reached', {
      timeout: 30_000,
    });
    await expect(row).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByRole('alert')).toBeHidden({ timeout: 30_000 });
  });

  test('a page not loaded yet says so, and appears when the network is back', async ({
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
      page.getByRole('heading', { name: 'Couldn’t load this part of Dailies' }),
    ).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByRole('heading', { name: 'Only' })).toBeVisible({ timeout: 30_000 });
  });
});
